import { Mesh } from '../model/mesh';
import { ambientCopies } from './ambientCopies';
import { hasAmbientMultiNetwork } from './ambientSwitches';
import { isClusterLocal } from './clusterLocal';
import { clusterLocalOf } from './clusterLocalOf';
import { EndpointClient } from './endpointClient';
import { MeshService } from './meshServices';
import { MeshEndpoint } from './serviceEndpoints';

/** Which endpoints of a service may be used from where the client is. Reference 3.8, 3.10, 4.7. */
export function endpointReach(
  mesh: Mesh,
  proxy: Pick<
    EndpointClient,
    'view' | 'clusterId' | 'nodeName' | 'requestedNetworks'
  >,
  service: Pick<MeshService, 'host' | 'namespace' | 'registry' | 'nodeLocal'>,
): (endpoint: MeshEndpoint) => boolean {
  const { clusterId } = proxy;
  const clusterLocal = isClusterLocal(
    service.host,
    mesh.ask(clusterLocalOf, proxy.view.key),
  );
  const networks = requestedNetworks(proxy);
  const clusters = globalClusters(mesh, proxy, service);
  return endpoint => {
    const same = endpoint.clusterId === clusterId;
    if (endpoint.sameClusterOnly && !same) return false;
    if (networks && endpoint.network !== '' && !networks.has(endpoint.network))
      return false;
    if (clusters && !same && !clusters.has(endpoint.clusterId)) return false;
    if (clusterLocal && !(same && endpoint.registry === clusterId))
      return false;
    if (!service.nodeLocal) return true;
    // Names of nodes repeat over clusters.
    return endpoint.registry === clusterId && endpoint.node === proxy.nodeName;
  };
}

/** Networks a gateway asks for; endpoints of unknown networks are always given. */
function requestedNetworks({
  requestedNetworks: text,
}: Pick<EndpointClient, 'requestedNetworks'>): ReadonlySet<string> | undefined {
  return text ? new Set(text.split(',').map(name => name.trim())) : undefined;
}

/** With ambient over several networks, other clusters count only for global services. */
function globalClusters(
  mesh: Mesh,
  { view }: Pick<EndpointClient, 'view'>,
  {
    registry,
    host,
    namespace,
  }: Pick<MeshService, 'host' | 'namespace' | 'registry'>,
): ReadonlySet<string> | undefined {
  if (registry !== 'kubernetes' || !hasAmbientMultiNetwork(view))
    return undefined;
  const known = mesh
    .ask(ambientCopies, view.key)
    .find(
      candidate => candidate.host === host && candidate.namespace === namespace,
    );
  return new Set(known?.copies.map(({ clusterId }) => clusterId));
}
