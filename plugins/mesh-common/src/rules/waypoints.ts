import { Labels, RecordKey } from '../model/record';
import { Mesh } from '../model/mesh';
import { KubernetesGatewayRecord } from '../model/records/gatewayApi';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { ClusterName } from '../model/refs';
import { matchesSelector } from '../model/selector';
import { AmbientCopy } from './ambientCopies';
import { ControlPlaneView } from './controlPlaneView';
import { selectedPods } from './selectedPods';

const USE = 'istio.io/use-waypoint';
const USE_NAMESPACE = 'istio.io/use-waypoint-namespace';
const FOR = 'istio.io/waypoint-for';

/** Port on which every waypoint is called, whatever its listeners say. */
const HBONE_PORT = 15008;

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The Gateway behind `namespace/host:port`, whose host is `name.namespace.svc.domain`. */
export function waypointNamed(text: string): RecordKey {
  const [namespace, host = ''] = text.split('/');
  return { namespace, name: host.split('.')[0] };
}

/** The pods of a waypoint, as the controller that deploys it labels them. */
export function waypointPods(
  mesh: Mesh,
  cluster: ClusterName,
  { namespace, name }: RecordKey,
): readonly PodRecord[] {
  return selectedPods(
    mesh,
    cluster,
    namespace,
    new Map([[GATEWAY_NAME, name]]),
  );
}

/** Waypoint that takes the requests to a service, as `namespace/host:port`. Reference 2.6. */
export function waypointOfService(
  mesh: Mesh,
  view: ControlPlaneView,
  {
    cluster,
    service,
  }: Pick<AmbientCopy, 'cluster'> & {
    readonly service: Pick<ServiceRecord, 'namespace' | 'labels'>;
  },
): string | undefined {
  if (isGatewayOfController(service.labels)) return undefined;
  return waypointFor(mesh, view, {
    cluster,
    namespace: service.namespace,
    labels: service.labels,
    takes: 'service',
  });
}

/** Waypoint that takes the requests to a pod or a WorkloadEntry as such, as `namespace/host:port`. Reference 2.6. */
export function waypointOfPod(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  pod: Pick<PodRecord, 'namespace' | 'labels'>,
): string | undefined {
  if (isPartOfGateway(mesh, cluster, pod)) return undefined;
  return waypointFor(mesh, view, {
    cluster,
    namespace: pod.namespace,
    labels: pod.labels,
    takes: 'workload',
  });
}

/** Whether Istio deployed the Service for a waypoint or an east-west gateway. */
function isGatewayOfController(labels: Labels): boolean {
  const controller = labels.get('gateway.istio.io/managed');
  return (
    controller === 'istio.io-mesh-controller' ||
    controller === 'istio.io-eastwest-controller'
  );
}

/** Whether a pod belongs to a Gateway that is in use. */
function isPartOfGateway(
  mesh: Mesh,
  cluster: ClusterName,
  { labels, namespace }: Pick<PodRecord, 'namespace' | 'labels'>,
): boolean {
  const name = labels.get(GATEWAY_NAME);
  if (!name) return false;
  const gateway = mesh.get(cluster, 'KubernetesGateway', { namespace, name });
  return gateway !== undefined && gateway.statusAddresses.length > 0;
}

/** The object's own word counts before its namespace's; one that does not exist, may not be used or takes other traffic is as if none were named. */
function waypointFor(
  mesh: Mesh,
  view: ControlPlaneView,
  {
    cluster,
    namespace,
    labels,
    takes,
  }: {
    readonly cluster: ClusterName;
    readonly namespace: string;
    readonly labels: Labels;
    readonly takes: 'service' | 'workload';
  },
): string | undefined {
  const inherited = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: namespace,
  })?.labels;
  const source = labels.has(USE) ? labels : inherited;
  const name = source?.get(USE);
  if (!name || name === 'none') return undefined;
  const home = source?.get(USE_NAMESPACE) || namespace;
  const gateway = mesh.get(cluster, 'KubernetesGateway', {
    namespace: home,
    name,
  });
  if (
    !gateway ||
    !takesTraffic(gateway, takes) ||
    !allows(mesh, cluster, gateway, namespace)
  )
    return undefined;
  mesh.because(
    { cluster, kind: 'Gateway', namespace: home, name },
    `metadata.labels["${FOR}"]`,
    takes,
  );
  if (gateway.statusAddresses.length === 0) return undefined;
  const host =
    gateway.statusAddresses.find(({ type }) => type === 'Hostname')?.value ??
    `${name}.${home}.svc.${view.domain}`;
  return `${home}/${host}:${HBONE_PORT}`;
}

function takesTraffic(
  { labels }: KubernetesGatewayRecord,
  wanted: 'service' | 'workload',
): boolean {
  const takes = labels.get(FOR) || 'service';
  return takes === wanted || takes === 'all';
}

/** Whether the waypoint's listener lets a namespace use it; without one, the own namespace may. */
function allows(
  mesh: Mesh,
  cluster: ClusterName,
  gateway: KubernetesGatewayRecord,
  namespace: string,
): boolean {
  const listener = gateway.listeners.find(
    ({ protocol, port }) => protocol === 'HBONE' && port === HBONE_PORT,
  );
  switch (listener?.routesFrom) {
    case 'All':
      return true;
    case 'Selector': {
      const labels =
        mesh.get(cluster, 'Namespace', { namespace: '', name: namespace })
          ?.labels ?? new Map();
      return matchesSelector(listener.routeNamespaces, labels);
    }
    default:
      return gateway.namespace === namespace;
  }
}
