import { compareText, Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { containsLabels } from '../model/selector';
import { PolicyBlocks } from '../model/trafficPolicy';
import { parseAddress } from './cidr';
import { clusterLocalOf } from './clusterLocalOf';
import { isClusterLocal } from './clusterLocal';
import { ControlPlaneView, isOn } from './controlPlaneView';
import { LocalityGroup, totalWeight } from './localityGroup';
import { MeshPort, MeshService } from './meshServices';
import { mtlsOfWorkload } from './peerAuthentications';
import { Proxy } from './proxyOf';
import { mtlsModeAt } from './serverMtls';
import { MeshEndpoint, serviceEndpoints } from './serviceEndpoints';

/** What a client asks endpoints for: a port of a service, all of it or a subset. */
export interface EndpointQuestion {
  readonly proxy: Proxy & { readonly view: ControlPlaneView };
  readonly service: MeshService;
  readonly port: MeshPort;
  /** Labels of the subset; empty for the whole service. */
  readonly subset: Labels;
  /** Effective policy of the DestinationRule. */
  readonly policy: PolicyBlocks;
}

/** Endpoints that a client may be given, before networks and priorities, by locality. Reference 3.11, steps 1 to 8. */
export function clientEndpoints(
  mesh: Mesh,
  question: EndpointQuestion,
): readonly LocalityGroup[] {
  const { proxy, service, port, subset, policy } = question;
  const controlPlane = proxy.view.key;
  const { host, namespace } = service;
  const ownClusterOnly = isClusterLocal(
    host,
    mesh.ask(clusterLocalOf, controlPlane),
  );
  const networks = requestedNetworks(proxy);
  const unhealthyToo = sendsUnhealthy(proxy.view, service, policy);
  const isNear = (endpoint: MeshEndpoint) => {
    const { clusterId } = proxy;
    if (endpoint.sameClusterOnly && endpoint.clusterId !== clusterId)
      return false;
    if (!ownClusterOnly && !service.nodeLocal) return true;
    if (endpoint.registry !== clusterId) return false;
    if (ownClusterOnly && endpoint.clusterId !== clusterId) return false;
    return !service.nodeLocal || endpoint.node === proxy.pod.nodeName;
  };
  const seen = mesh
    .ask(serviceEndpoints, { controlPlane, host, namespace })
    .filter(
      endpoint =>
        endpoint.portName === port.name &&
        containsLabels(endpoint.labels, subset) &&
        isResolved(service, endpoint) &&
        (!networks ||
          endpoint.network === '' ||
          networks.has(endpoint.network)) &&
        isNear(endpoint) &&
        isSent(endpoint, unhealthyToo),
    );
  return grouped(seen, endpoint =>
    isMarkedForMtls(mesh, proxy.view, endpoint, policy),
  );
}

/** Whether unhealthy endpoints are sent; they get no requests, but count. Reference 3.3. */
export function sendsUnhealthy(
  view: ControlPlaneView,
  service: MeshService,
  policy: PolicyBlocks,
): boolean {
  const { distribution } = service;
  if (isOn(view, 'PILOT_SEND_UNHEALTHY_ENDPOINTS', false)) return true;
  if (distribution !== undefined && distribution !== 'any') return true;
  const byDefault =
    view.profile.sendsUnhealthy &&
    isOn(view, 'PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS', true);
  return byDefault && !((policy.outlierDetection?.minHealthPercent ?? 0) > 0);
}

/** Whether a client uses Istio mTLS with an endpoint: as the rule says, else where the endpoint can and its server lets it. Reference 4.2, 7.6. */
function isMarkedForMtls(
  mesh: Mesh,
  view: ControlPlaneView,
  endpoint: MeshEndpoint,
  { tls }: PolicyBlocks,
): boolean {
  if (endpoint.tlsMode !== 'istio') return false;
  if (tls) return tls.mode === 'ISTIO_MUTUAL';
  return (
    mtlsModeAt(mtlsOfWorkload(mesh, view, endpoint), endpoint.port) !==
    'DISABLE'
  );
}

/** Endpoints given by istiod have addresses; those of DNS may have names. */
function isResolved(
  { resolution }: MeshService,
  { address }: MeshEndpoint,
): boolean {
  return resolution !== 'EDS' || parseAddress(address) !== undefined;
}

function isSent({ health }: MeshEndpoint, unhealthyToo: boolean): boolean {
  return health !== 'terminating' && (health !== 'unhealthy' || unhealthyToo);
}

function requestedNetworks({ pod }: Proxy): ReadonlySet<string> | undefined {
  const text = pod.proxy?.env.get('ISTIO_META_REQUESTED_NETWORK_VIEW');
  return text ? new Set(text.split(',').map(name => name.trim())) : undefined;
}

function grouped(
  endpoints: readonly MeshEndpoint[],
  isMtls: (endpoint: MeshEndpoint) => boolean,
): readonly LocalityGroup[] {
  const byLocality = new Map<string, MeshEndpoint[]>();
  for (const endpoint of endpoints) {
    const known = byLocality.get(endpoint.locality);
    if (known) known.push(endpoint);
    else byLocality.set(endpoint.locality, [endpoint]);
  }
  return [...byLocality.keys()].sort(compareText).map(locality => {
    const members = (byLocality.get(locality) ?? []).map(endpoint => ({
      address: endpoint.address,
      port: endpoint.port,
      cluster: endpoint.clusterId,
      network: endpoint.network,
      labels: endpoint.labels,
      weight: endpoint.weight,
      health:
        endpoint.health === 'terminating'
          ? ('unhealthy' as const)
          : endpoint.health,
      mtls: isMtls(endpoint),
      gateway: false,
    }));
    return {
      locality,
      endpoints: members,
      weight: totalWeight(members),
      priority: 0,
    };
  });
}
