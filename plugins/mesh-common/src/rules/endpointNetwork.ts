import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ControlPlaneView, Registry } from './controlPlaneView';
import {
  networkLabel,
  networkOfAddress,
  networkOfRegistry,
} from './podNetwork';

const LABEL = 'topology.istio.io/network';

/** Network of an endpoint: label of the pod, of the system namespace in its cluster, else what mesh networks say. Reference 1.4. */
export function endpointNetwork(
  mesh: Mesh,
  view: ControlPlaneView,
  { cluster, clusterId }: Registry,
  pod: PodRecord | undefined,
  address: string,
): string {
  const own = pod && networkLabel(pod);
  if (own) return own;
  const system = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: view.namespace,
  });
  return (
    system?.labels.get(LABEL) ||
    (networkOfRegistry(view.networks, clusterId) ??
      networkOfAddress(view.networks, address) ??
      '')
  );
}
