import { Subset } from '../model/records/destinationRule';
import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { PolicyBlocks } from '../model/trafficPolicy';
import { assignedEndpoints, handlingOf } from './assignedEndpoints';
import { EndpointQuestion, resolutionFor } from './clientEndpoints';
import { ControlPlaneView, isOn } from './controlPlaneView';
import { MergedDestinationRule } from './destinationRuleIndex';
import { destinationRules } from './destinationRules';
import { effectivePolicy, NO_POLICY, overlaid } from './effectivePolicy';
import { EndpointClient } from './endpointClient';
import { envoyOutlierDetection } from './envoyOutlierDetection';
import { isLocalityWeighted } from './localityPriorities';
import { MeshPort, MeshService } from './meshServices';
import { PortProtocol } from './portProtocol';
import { EnvoyCluster } from './proxyConfig';
import { sendsUnhealthy } from './sendsUnhealthy';
import { upstreamTls } from './upstreamTls';

/** The clusters of one service for one client, by name `outbound|<port>|<subset>|<host>`. */
export function serviceClusters(
  mesh: Mesh,
  proxy: EndpointClient,
  service: MeshService,
): ReadonlyMap<string, EnvoyCluster> {
  const clusters = new Map<string, EnvoyCluster>();
  if (service.resolution === 'alias') return clusters;
  const rule = mesh
    .ask(destinationRules, proxy.view.key)
    .ruleFor(proxy, service);
  for (const { namespace, name } of rule?.from ?? []) {
    mesh.because(
      {
        cluster: proxy.view.configCluster,
        kind: 'DestinationRule',
        namespace,
        name,
      },
      'spec',
      service.host,
    );
  }
  for (const port of service.ports) {
    if (port.protocol === 'udp' || !isForwarded(service, port)) continue;
    clusters.set(
      `outbound|${port.number}||${service.host}`,
      clusterOf(mesh, { proxy, service, port, rule, subset: undefined }),
    );
    for (const subset of rule?.subsets ?? []) {
      clusters.set(
        `outbound|${port.number}|${subset.name}|${service.host}`,
        clusterOf(mesh, { proxy, service, port, rule, subset }),
      );
    }
  }
  return clusters;
}

/** Protocols that tell which host each request is for. */
const TELLS_HOST: ReadonlySet<PortProtocol> = new Set([
  'http',
  'http2',
  'grpc',
  'tls',
]);

/** What is resolved for each request is forwarded only where the request tells its host. Reference 3.7. */
function isForwarded({ entry }: MeshService, { protocol }: MeshPort): boolean {
  return entry?.resolution !== 'DYNAMIC_DNS' || TELLS_HOST.has(protocol);
}

interface ClusterQuestion {
  readonly proxy: EndpointClient;
  readonly service: MeshService;
  readonly port: MeshPort;
  readonly rule: MergedDestinationRule | undefined;
  readonly subset: Subset | undefined;
}

function clusterOf(
  mesh: Mesh,
  { proxy, service, port, rule, subset }: ClusterQuestion,
): EnvoyCluster {
  const { view } = proxy;
  const policy = effectivePolicy({
    rule: rule?.trafficPolicy,
    subset: subset?.trafficPolicy,
    port: port.number,
  });
  const whole = withMeshPolicy(view, policy);
  const labels: Labels = subset?.labels ?? NO_LABELS;
  const question: EndpointQuestion = {
    proxy,
    service,
    port,
    subset: labels,
    policy,
  };
  const type = typeOf(proxy, service, whole);
  const handling = handlingOf({ ...question, policy: whole });
  const { tls, sans } = upstreamTls(mesh, view, {
    service,
    port,
    policy: whole,
    originalDestination: type === 'ORIGINAL_DST',
    readsCredentials:
      proxy.kind !== 'sidecar' || rule?.workloadSelector !== undefined,
  });
  const unhealthyToo = sendsUnhealthy(view, service, whole);
  return {
    type,
    lbPolicy: lbPolicyOf(type, whole),
    localityWeighted:
      isLocalityWeighted(handling, whole.outlierDetection !== undefined) ||
      (handling.code === 'locality' &&
        isOn(view, 'ENABLE_LOCALITY_WEIGHTED_LB_CONFIG', false)),
    zoneAware: handling.code === 'zone-aware',
    panicThreshold: panicThresholdOf(whole, unhealthyToo),
    outlierDetection:
      whole.outlierDetection && envoyOutlierDetection(whole.outlierDetection),
    tls,
    sans,
    endpoints:
      type === 'ORIGINAL_DST'
        ? []
        : assignedEndpoints(
            mesh,
            type === 'EDS' ? question : { ...question, policy: whole },
          ),
  };
}

/** The mesh-wide policy lies beneath. Reference 5.1, point 4. */
function withMeshPolicy(
  { settings, profile }: ControlPlaneView,
  policy: PolicyBlocks,
): PolicyBlocks {
  return profile.meshTrafficPolicy
    ? overlaid(settings.defaultTrafficPolicy ?? NO_POLICY, policy)
    : policy;
}

function typeOf(
  proxy: EndpointClient,
  service: MeshService,
  { loadBalancer }: PolicyBlocks,
): EnvoyCluster['type'] {
  if (loadBalancer?.simple === 'PASSTHROUGH') return 'ORIGINAL_DST';
  const resolution = resolutionFor(proxy, service);
  // An alias has no cluster of its own; the one of the host it stands for is used.
  return resolution === 'alias' ? 'EDS' : resolution;
}

function lbPolicyOf(
  type: EnvoyCluster['type'],
  { loadBalancer }: PolicyBlocks,
): string {
  if (type === 'ORIGINAL_DST') return 'CLUSTER_PROVIDED';
  if (loadBalancer?.consistentHash) return loadBalancer.consistentHash;
  switch (loadBalancer?.simple) {
    case 'RANDOM':
    case 'ROUND_ROBIN':
      return loadBalancer.simple;
    default:
      return 'LEAST_REQUEST';
  }
}

/** Reference 5.5: unhealthy endpoints that are sent must not get requests by panic. */
function panicThresholdOf(
  { outlierDetection }: PolicyBlocks,
  unhealthyToo: boolean,
): number | undefined {
  if (unhealthyToo) return 0;
  return outlierDetection ? outlierDetection.minHealthPercent ?? 0 : undefined;
}
