import { hasAmbientMultiNetwork } from './ambientSwitches';
import { ControlPlaneView, isOn } from './controlPlaneView';
import { FilterClient, FilterSwitches } from './endpointPath';
import { EndpointClient } from './endpointClient';

/** A proxy as far as its way to other networks depends on it. Reference 4.2. */
export function filterClient({
  network,
  kind,
  addressFamilies,
}: EndpointClient): FilterClient {
  const isGateway = kind === 'ingress' || kind === 'waypoint';
  return { network, kind: isGateway ? kind : 'sidecar', addressFamilies };
}

/** How an istiod treats other networks. Reference 4.2, appendix B. */
export function filterSwitches(view: ControlPlaneView): FilterSwitches {
  const ambientMultiNetwork = hasAmbientMultiNetwork(view);
  return {
    ambientMultiNetwork,
    ambientIngress:
      ambientMultiNetwork &&
      isOn(view, 'AMBIENT_ENABLE_MULTI_NETWORK_INGRESS', false),
    ambientWaypoint:
      ambientMultiNetwork &&
      isOn(view, 'AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT', true),
    gatewaysWithoutNetwork: view.profile.gatewaysWithoutNetwork,
    gatewayFamilies: view.profile.gatewayFamilies,
  };
}
