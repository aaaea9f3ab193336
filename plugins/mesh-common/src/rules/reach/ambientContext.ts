import { Mesh } from '../../model/mesh';
import { PodRecord } from '../../model/records/pod';
import { RecordIndex } from '../../model/recordIndex';
import { ClusterName } from '../../model/refs';
import { isCaptured } from '../ambientPods';
import { augmentedLabels } from '../augmentedLabels';
import { localityOfPod, localityText } from '../locality';
import { NetworkPath } from '../networkPath';
import { Proxy, proxyOf } from '../proxyOf';
import { AmbientService, AmbientWorkload, workloadApi } from '../workloadApi';
import { ReachScope } from './reachContext';

/** The proxies of nodes. */
const ZTUNNELS = new RecordIndex<PodRecord>(({ proxy }) =>
  proxy?.args[1] === 'ztunnel' ? ['ztunnel'] : [],
);

/** Pods without sidecar whose calls a ztunnel takes. */
export function isAmbientClient(pod: PodRecord): boolean {
  return pod.proxy === undefined && isCaptured(pod);
}

/** A captured pod as the istiod of its node's ztunnel sees it; `undefined` if no ztunnel is known. Reference 2.6. */
export function ambientProxy(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
): Proxy | undefined {
  const all = mesh.find(cluster, 'Pod', { index: ZTUNNELS, key: 'ztunnel' });
  const ztunnel =
    all.find(({ nodeName }) => nodeName === pod.nodeName) ?? all[0];
  if (!ztunnel) return undefined;
  const { namespace, name } = ztunnel;
  const served = mesh.ask(proxyOf, { cluster, namespace, pod: name });
  if (!served) return undefined;
  const node =
    pod.nodeName === ''
      ? undefined
      : mesh.get(cluster, 'Node', { namespace: '', name: pod.nodeName });
  const locality = localityText(localityOfPod(pod, node, served.view?.profile));
  const { clusterId, network } = served;
  return {
    ...served,
    pod,
    namespace: pod.namespace,
    locality,
    labels: augmentedLabels(pod.labels, {
      clusterId,
      locality,
      node: pod.nodeName,
      network,
    }),
  };
}

/** What a ztunnel knows of a service. */
export interface AmbientView {
  readonly service: AmbientService | undefined;
  /** Everything that serves it. */
  readonly workloads: readonly AmbientWorkload[];
  /** What serves it in the target cluster, or leads to what does. */
  readonly there: readonly AmbientWorkload[];
}

/** What the ztunnel of the client is given for the service. Reference 4.7. */
export function ambientView(mesh: Mesh, scope: ReachScope): AmbientView {
  const { proxy, registry, host, question, endpoints } = scope;
  const api = mesh.ask(workloadApi, proxy.view.key);
  const name = `${question.service.namespace}/${host}`;
  const service = api.services.get(name);
  const isHidden =
    service?.namespaceOnly === true &&
    proxy.namespace !== question.service.namespace;
  const workloads = isHidden
    ? []
    : [...api.workloads.values()].filter(workload =>
        workload.services?.has(name),
      );
  const networks = new Set(endpoints.map(({ network }) => network));
  return {
    service: isHidden ? undefined : service,
    workloads,
    there: workloads.filter(({ gateway, cluster, network }) =>
      gateway === undefined
        ? cluster === registry?.clusterId
        : networks.has(network),
    ),
  };
}

/** The same scope with the ways that a ztunnel takes. */
export function withAmbientPaths(mesh: Mesh, scope: ReachScope): ReachScope {
  const { merged, registry, endpoints } = scope;
  const { service, there } = ambientView(mesh, scope);
  if (!service || !registry) return { ...scope, visible: undefined, paths: [] };
  const entered = new Set(there.map(({ network }) => network));
  const closed = new Set(
    endpoints
      .map(({ network }) => network)
      .filter(network => there.length === 0 && !entered.has(network)),
  );
  return {
    ...scope,
    visible: merged,
    paths: [
      ...there.map(workload => pathOf(workload, scope)),
      ...[...closed].map(
        (network): NetworkPath => ({
          cluster: registry.clusterId,
          network,
          path: { code: 'dropped', reason: 'no-gateway' },
          endpoints: endpoints.length,
          ready: 0,
        }),
      ),
    ],
  };
}

function pathOf(
  workload: AmbientWorkload,
  { registry, endpoints }: ReachScope,
): NetworkPath {
  const { network, gateway, health, capacity = 1, cluster } = workload;
  const ready = endpoints.filter(
    endpoint => endpoint.network === network && endpoint.health === 'healthy',
  );
  const base = { cluster: registry?.clusterId ?? '', network };
  if (gateway === undefined)
    return {
      ...base,
      path: { code: 'direct' },
      endpoints: 1,
      ready: Number(health === 'healthy'),
    };
  const [, address = '', port = ''] = /^[^/]*\/(.*):(\d+)$/.exec(gateway) ?? [];
  return {
    ...base,
    path: {
      code: 'through',
      gateways: [
        { network, cluster, address, port: 0, hbonePort: Number(port) },
      ],
    },
    endpoints: capacity,
    ready: ready.length,
  };
}
