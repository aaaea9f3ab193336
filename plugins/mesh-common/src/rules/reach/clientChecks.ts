import { Kind } from '../../model/kinds';
import { Mesh } from '../../model/mesh';
import { wouldOwn } from '../injection';
import { proxyRevision } from '../proxyClaims';
import { seesMeshConfig } from '../seesMeshConfig';
import { servingViews } from '../servingViews';
import { templateOf } from '../workloads';
import { isAmbientClient } from './ambientContext';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { ReachClient, ReachQuestion } from './reachContext';

const REDIRECTION = 'ambient.istio.io/redirection';

const DATA: readonly Kind[] = ['Service', 'EndpointSlice', 'Pod'];
const PLACE: readonly Kind[] = [
  'KubernetesGateway',
  'Namespace',
  'Node',
  'Deployment',
];
const CONFIG: readonly Kind[] = [
  'MeshConfig',
  'DestinationRule',
  'VirtualService',
  'ServiceEntry',
  'WorkloadEntry',
  'Sidecar',
  'Gateway',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'KubernetesGateway',
  'HTTPRoute',
  'ServiceExport',
];

/** 1: everything the other checks read can be seen. */
export function seen(
  mesh: Mesh,
  { client, service, to }: ReachQuestion,
  asking: ReachClient | undefined,
): ReachFinding {
  const view = asking?.proxy?.view;
  const watched = (view?.registries ?? []).map(({ cluster }) => cluster);
  const all = new Set([client.cluster, to, ...watched]);
  const views = [...mesh.ask(servingViews, to), ...(view ? [view] : [])];
  const config = new Set(
    views.flatMap(({ configCluster, key }) => [configCluster, key.cluster]),
  );
  const namespaces = [
    service.namespace,
    client.namespace ?? asking?.ref.namespace,
  ];
  const blind = [
    ...[...all].flatMap(cluster => [
      ...namespaces.flatMap(namespace =>
        DATA.map(kind => ({ cluster, kind, namespace })),
      ),
      ...PLACE.map(kind => ({ cluster, kind, namespace: undefined })),
    ]),
    ...[...config].flatMap(cluster =>
      CONFIG.map(kind => ({ cluster, kind, namespace: undefined })),
    ),
  ].filter(
    ({ cluster, kind, namespace }) =>
      mesh.sight(cluster, kind, namespace) !== 'full',
  );
  if (!mesh.clusters().includes(to))
    return unknown(`There is no cluster ${to}.`);
  if (views.some(served => !seesMeshConfig(mesh, served)))
    return unknown(
      'The mesh config of a control plane concerned cannot be seen completely, so nothing below is certain.',
    );
  const [first] = blind;
  return first
    ? unknown(
        `The ${first.kind} objects of ${first.cluster} cannot be seen completely, so nothing below is certain.`,
      )
    : pass('All clusters concerned are seen completely.');
}

/** 2: the client is in a mesh. */
export function inMesh(client: ReachClient | undefined): ReachFinding {
  if (!client) return unknown('There is no such pod with a sidecar.');
  const { ref, pod } = client;
  const at = foundAt(ref.cluster, 'Pod', pod, 'spec.containers');
  if (pod.proxy) return pass(`Pod ${pod.name} has a sidecar.`, at);
  if (isAmbientClient(pod))
    return pass(
      `Pod ${pod.name} is served by the ztunnel of its node.`,
      foundAt(
        ref.cluster,
        'Pod',
        pod,
        `metadata.annotations["${REDIRECTION}"]`,
      ),
    );
  return fail(
    `Pod ${pod.name} has no sidecar and reaches only what its own cluster's DNS and addresses lead to.`,
    `Label namespace ${pod.namespace} for injection and restart the pod.`,
    at,
  );
}

/** 3: its control plane is known. */
export function controlPlaneKnown(
  client: ReachClient | undefined,
): ReachFinding {
  const view = client?.proxy?.view;
  return view
    ? pass(
        `It is served by ${view.key.namespace}/${view.key.deployment} in ${view.key.cluster}, revision ${view.revision}.`,
        foundAt(
          view.key.cluster,
          'Deployment',
          { namespace: view.key.namespace, name: view.key.deployment },
          'metadata.labels["istio.io/rev"]',
        ),
      )
    : unknown('The control plane of the client is not known.');
}

/** 4: it is connected, as far as its readiness tells, and would get the same control plane again. */
export function connected(mesh: Mesh, { ref, pod }: ReachClient): ReachFinding {
  const next = pod.proxy && mesh.ask(wouldOwn, templateOf(ref.cluster, pod));
  const now = proxyRevision(pod);
  if (next?.code === 'owned' && next.controlPlane.revision !== now)
    return warn(
      `Pending restart: pod ${pod.name} is configured by revision ${now}, and by revision ${next.controlPlane.revision} once it is restarted.`,
      foundAt(
        ref.cluster,
        'Pod',
        pod,
        'metadata.annotations["sidecar.istio.io/status"]',
      ),
    );
  const at = foundAt(ref.cluster, 'Pod', pod, 'status.conditions');
  if (!pod.ready)
    return warn(
      pod.reportsReady
        ? `Pod ${pod.name} is not ready: its configuration may be old.`
        : `The status of pod ${pod.name} does not tell whether it is ready: its configuration may be old.`,
      at,
    );
  return pass(`Pod ${pod.name} is ready.`, at);
}
