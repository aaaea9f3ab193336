import { Kind } from '../../model/kinds';
import { Mesh } from '../../model/mesh';
import { servingViews } from '../servingViews';
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
  if (pod.annotations.get(REDIRECTION) === 'enabled')
    return unknown(
      `Pod ${pod.name} is served by a ztunnel, whose calls are not traced.`,
      at,
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

/** 4: it is connected, as far as its readiness tells. */
export function connected({ ref, pod }: ReachClient): ReachFinding {
  const at = foundAt(ref.cluster, 'Pod', pod, 'status.conditions');
  return pod.ready
    ? pass(`Pod ${pod.name} is ready.`, at)
    : warn(`Pod ${pod.name} is not ready: its configuration may be old.`, at);
}
