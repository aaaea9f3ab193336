import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { LocalityLbSetting, TrafficPolicy } from '../model/trafficPolicy';
import { hasAmbient, hasAmbientMultiNetwork } from './ambientSwitches';
import { isClusterLocal } from './clusterLocal';
import { clusterLocalOf } from './clusterLocalOf';
import { ControlPlaneView, isOn } from './controlPlaneView';
import { MergedDestinationRule } from './destinationRuleIndex';
import { destinationRules } from './destinationRules';
import { localityHandling } from './localitySetting';
import { MeshService } from './meshServices';
import { placesOfService } from './placesOfService';
import { ServedProxy } from './proxyOf';

/** A proxy as far as the Envoy clusters of a service that it is given depend on it. */
export type EndpointClient = Pick<
  ServedProxy,
  | 'kind'
  | 'view'
  | 'namespace'
  | 'clusterId'
  | 'network'
  | 'locality'
  | 'labels'
  | 'addressFamilies'
  | 'nodeName'
  | 'requestedNetworks'
>;

/**
 * A proxy without what makes no difference to the Envoy clusters of a service. Many callers of a service are alike then, and what one of
 * them is given is worked out for all. Reference 3.11, 5.2, 5.3, 6.1.
 */
export function endpointClient(
  mesh: Mesh,
  proxy: ServedProxy,
  service: MeshService,
): EndpointClient {
  const { kind, view, namespace, addressFamilies } = proxy;
  const index = mesh.ask(destinationRules, view.key);
  const rule = index.ruleFor(proxy, service);
  const settings = localitySettings(view, service, rule);
  const selected = index
    .visible(namespace, service)
    .flatMap(({ workloadSelector }) => [...(workloadSelector?.keys() ?? [])]);
  const ranked = settings.flatMap(({ failoverPriority }) =>
    failoverPriority.map(item => item.split('=')[0]),
  );
  const distributes = settings.some(({ distribute }) => distribute.length > 0);
  const places = mesh.ask(placesOfService, {
    controlPlane: view.key,
    host: service.host,
    namespace: service.namespace,
  });
  const labels = labelsOf(proxy, selected, ranked);
  // Of a namespace, only the rule matters that its clients find.
  const home = { namespace: service.namespace, labels };
  return {
    kind,
    view,
    namespace:
      index.ruleFor(home, service) === rule ? home.namespace : namespace,
    clusterId: staysAtHome(mesh, view, service) ? proxy.clusterId : '',
    network: hasAmbient(view)
      ? proxy.network
      : places.networkAsFarAsItMatters(proxy.network),
    locality: distributes
      ? proxy.locality
      : places.localityAsFarAsItMatters(proxy.locality),
    labels,
    addressFamilies,
    nodeName: service.nodeLocal ? proxy.nodeName : '',
    requestedNetworks: proxy.requestedNetworks,
  };
}

/** Name of a client in memos. */
export function endpointClientName(client: EndpointClient): string {
  const { cluster, namespace, deployment } = client.view.key;
  return JSON.stringify([
    [cluster, namespace, deployment],
    client.kind,
    client.namespace,
    client.clusterId,
    client.network,
    client.locality,
    [...client.labels],
    client.addressFamilies.ipv4,
    client.addressFamilies.ipv6,
    client.nodeName,
    client.requestedNetworks,
  ]);
}

/** Whether some endpoints may be for clients of one cluster only. Reference 3.8, 3.10, 4.7. */
function staysAtHome(
  mesh: Mesh,
  view: ControlPlaneView,
  { host, nodeLocal }: MeshService,
): boolean {
  return (
    nodeLocal ||
    hasAmbientMultiNetwork(view) ||
    isOn(view, 'ENABLE_MCS_SERVICE_DISCOVERY', false) ||
    isClusterLocal(host, mesh.ask(clusterLocalOf, view.key))
  );
}

/** Every locality setting that may count for some port or subset of a service. Reference 5.2. */
function localitySettings(
  { settings, profile }: ControlPlaneView,
  { distribution }: MeshService,
  rule: MergedDestinationRule | undefined,
): readonly LocalityLbSetting[] {
  const preferred = localityHandling({
    rule: undefined,
    distribution,
    mesh: { locality: settings.locality, zoneAware: undefined },
    zoneAware: profile.zoneAware,
    closeMeansSubzone: profile.closeMeansSubzone,
  });
  return [
    ...(preferred.code === 'locality' ? [preferred.setting] : []),
    ...[
      settings.defaultTrafficPolicy,
      rule?.trafficPolicy,
      ...(rule?.subsets ?? []).map(({ trafficPolicy }) => trafficPolicy),
    ].flatMap(writtenSettings),
  ];
}

function writtenSettings(
  policy: TrafficPolicy | undefined,
): readonly LocalityLbSetting[] {
  return policy
    ? [policy, ...policy.ports.values()].flatMap(
        ({ loadBalancer }) => loadBalancer?.locality ?? [],
      )
    : [];
}

/** Labels by which rules select clients or rank endpoints. To have none of those is not the same as to have no labels. */
function labelsOf(
  { labels }: ServedProxy,
  selected: readonly string[],
  ranked: readonly string[],
): Labels {
  const keys = new Set([...selected, ...ranked]);
  if (keys.size === 0) return NO_LABELS;
  const kept = [...labels].filter(([key]) => keys.has(key));
  return kept.length === 0 && ranked.length > 0 ? labels : new Map(kept.sort());
}
