import { compareText, Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { containsLabels } from '../model/selector';
import { ClientTls, PolicyBlocks } from '../model/trafficPolicy';
import { hasAmbient } from './ambientSwitches';
import { ambientTunnels } from './ambientTunnels';
import { isAddress } from './cidr';
import { ControlPlaneView } from './controlPlaneView';
import { EndpointClient } from './endpointClient';
import { endpointReach } from './endpointReach';
import { LoadEndpoint, LocalityGroup, totalWeight } from './localityGroup';
import { MeshPort, MeshService, Resolution } from './meshServices';
import { mtlsOfWorkload } from './peerAuthentications';
import { sendsUnhealthy } from './sendsUnhealthy';
import { mtlsModeAt } from './serverMtls';
import { MeshEndpoint, serviceEndpoints } from './serviceEndpoints';

/** What a client asks endpoints for: a port of a service, all of it or a subset. */
export interface EndpointQuestion {
  readonly proxy: EndpointClient;
  readonly service: MeshService;
  readonly port: MeshPort;
  /** Labels of the subset; empty for the whole service. */
  readonly subset: Labels;
  /** Effective policy of the DestinationRule. */
  readonly policy: PolicyBlocks;
  /** Only endpoints with mTLS: behind a gateway that does not end TLS. */
  readonly mtlsOnly?: boolean;
}

/** What it depends on which endpoints a client may be given. */
export interface GivenQuestion {
  readonly proxy: Pick<
    EndpointClient,
    'view' | 'clusterId' | 'network' | 'nodeName' | 'requestedNetworks'
  >;
  readonly service: Pick<
    MeshService,
    'host' | 'namespace' | 'registry' | 'nodeLocal'
  >;
  readonly port: Pick<MeshPort, 'name'>;
  readonly subset: Labels;
  /** As the rule says. */
  readonly tls: ClientTls['mode'] | undefined;
  /** Envoy resolves names itself, so that endpoints may have names. */
  readonly byDns: boolean;
  readonly unhealthyToo: boolean;
}

/** A question with what follows from the policy and the kind of the client. */
export function givenQuestion({
  proxy,
  service,
  port,
  subset,
  policy,
}: EndpointQuestion): GivenQuestion {
  return {
    proxy,
    service,
    port,
    subset,
    tls: policy.tls?.mode,
    byDns: resolutionFor(proxy, service) !== 'EDS',
    unhealthyToo: sendsUnhealthy(proxy.view, service, policy),
  };
}

/** How endpoints of a service are found: only sidecars can go where the application wanted. Reference 3.6. */
export function resolutionFor(
  { kind }: Pick<EndpointClient, 'kind'>,
  { resolution }: MeshService,
): Resolution {
  return kind !== 'sidecar' && resolution === 'ORIGINAL_DST'
    ? 'EDS'
    : resolution;
}

/** Endpoints that a client may be given, before networks and priorities, by locality. Reference 3.11, steps 1 to 8. */
export function clientEndpoints(
  mesh: Mesh,
  question: GivenQuestion,
): readonly LocalityGroup[] {
  const { proxy, service, port, subset, tls, byDns, unhealthyToo } = question;
  const { view } = proxy;
  const { host, namespace } = service;
  const isReached = endpointReach(mesh, proxy, service);
  const tunnels: ReadonlySet<string> = hasAmbient(view)
    ? mesh.ask(ambientTunnels, view.key)
    : new Set();
  const given = mesh
    .ask(serviceEndpoints, { controlPlane: view.key, host, namespace })
    .filter(
      endpoint =>
        endpoint.portName === port.name &&
        containsLabels(endpoint.labels, subset) &&
        (byDns || endpoint.port === 0 || isAddress(endpoint.address)) &&
        isReached(endpoint) &&
        isSent(endpoint, unhealthyToo),
    );
  return grouped(given, endpoint => ({
    mtls: isMarkedForMtls(mesh, view, endpoint, tls),
    ...(tunnels.has(`${proxy.network}/${endpoint.address}`) && {
      tunnel: 'hbone',
    }),
  }));
}

/** Whether a client uses Istio mTLS with an endpoint: as the rule says, else where the endpoint can and its server lets it. Reference 4.2, 7.6. */
function isMarkedForMtls(
  mesh: Mesh,
  view: ControlPlaneView,
  endpoint: MeshEndpoint,
  tls: GivenQuestion['tls'],
): boolean {
  if (endpoint.tlsMode !== 'istio') return false;
  if (tls) return tls === 'ISTIO_MUTUAL';
  return (
    mtlsModeAt(mtlsOfWorkload(mesh, view, endpoint), endpoint.port) !==
    'DISABLE'
  );
}

function isSent({ health }: MeshEndpoint, unhealthyToo: boolean): boolean {
  return health !== 'terminating' && (health !== 'unhealthy' || unhealthyToo);
}

function grouped(
  endpoints: readonly MeshEndpoint[],
  transport: (endpoint: MeshEndpoint) => Pick<LoadEndpoint, 'mtls' | 'tunnel'>,
): readonly LocalityGroup[] {
  const byLocality = new Map<string, LoadEndpoint[]>();
  for (const endpoint of endpoints) {
    const { address, port, network, labels, weight, health } = endpoint;
    const member: LoadEndpoint = {
      address,
      port,
      cluster: endpoint.clusterId,
      network,
      labels,
      weight,
      health: health === 'terminating' ? 'unhealthy' : health,
      gateway: false,
      ...transport(endpoint),
    };
    const known = byLocality.get(endpoint.locality);
    if (known) known.push(member);
    else byLocality.set(endpoint.locality, [member]);
  }
  return [...byLocality]
    .sort(([a], [b]) => compareText(a, b))
    .map(([locality, members]) => ({
      locality,
      endpoints: members,
      weight: totalWeight(members),
      priority: 0,
    }));
}
