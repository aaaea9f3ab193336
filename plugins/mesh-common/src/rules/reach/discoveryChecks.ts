import { Mesh } from '../../model/mesh';
import { CONFIGURED_LINKS } from '../../model/records/clusterLinks';
import { clusterIdOf } from '../clusterId';
import { isSelected } from '../discovery';
import { istiods } from '../istiods';
import { meshesSaid } from '../meshesSaid';
import { meshIdOf } from '../meshIdOf';
import { servingViews } from '../servingViews';
import { watchedClusters } from '../watchedClusters';
import {
  fail,
  foundAt,
  FoundAt,
  pass,
  ReachFinding,
  unknown,
  warn,
} from './reachCheck';
import { ReachScope } from './reachContext';

/** 5: the client's istiod watches the target cluster. */
export function watched(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, registry, question } = scope;
  const { key, configCluster, namespace } = proxy.view;
  if (registry?.cluster === configCluster)
    return pass(`${question.to} is the own cluster of its istiod.`);
  const istiod = mesh
    .ask(istiods, key.cluster)
    .find(
      candidate =>
        candidate.namespace === key.namespace &&
        candidate.deployment === key.deployment,
    );
  const watch = istiod && mesh.ask(watchedClusters, istiod);
  const assumed = watch === undefined || watch.known === 'assumed';
  const at = watch && {
    object: watch.toldBy,
    field: watch.known === 'configured' ? CONFIGURED_LINKS : 'data',
  };
  if (!registry)
    return (
      otherMesh(mesh, scope, { assumed, at }) ??
      (assumed
        ? unknown(
            `Nothing tells whether istiod in ${key.cluster} watches ${question.to}.`,
            at,
          )
        : fail(
            `istiod in ${key.cluster} does not watch ${question.to}: ${configCluster} has no remote secret for it.`,
            `Create a remote secret for ${question.to} in namespace ${namespace} of ${configCluster}.`,
            at,
          ))
    );
  return assumed
    ? warn(
        `istiod in ${key.cluster} is assumed to watch ${question.to}: nothing lists its links.`,
        at,
      )
    : pass(`istiod in ${key.cluster} watches ${question.to}.`, at);
}

/**
 * What a target cluster of another mesh, which the client's istiod is not known to watch, means. An ID of a mesh separates nothing by itself
 * (1.3): only where links are told is it known that the client's istiod has nothing of that cluster.
 */
function otherMesh(
  mesh: Mesh,
  { proxy: { view }, question: { to } }: ReachScope,
  { assumed, at }: { assumed: boolean; at: FoundAt | undefined },
): ReachFinding | undefined {
  const own = meshIdOf(view);
  const others = mesh.ask(meshesSaid, to);
  if (others.length === 0 || others.includes(own)) return undefined;
  const text = `${to} is of mesh ${others.join(
    ' and ',
  )}, and the client of mesh ${own}`;
  const [peer] = mesh.list(view.configCluster, 'ServiceMeshPeer');
  if (peer)
    return unknown(
      `${text}: what mesh ${own} imports from its peers is not examined.`,
      foundAt(view.configCluster, 'ServiceMeshPeer', peer, 'spec'),
    );
  const { cluster } = view.key;
  return assumed
    ? unknown(
        `${text}: nothing tells whether istiod in ${cluster} watches ${to} all the same.`,
        at,
      )
    : fail(
        `${text}, and istiod in ${cluster} does not watch ${to}.`,
        `Call what mesh ${own} has of the service, or federate the meshes.`,
        at,
      );
}

/** 6: the cluster IDs of links and proxies agree. */
export function clusterIdsAgree(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, registry, question, ref } = scope;
  const field = 'spec.containers[istio-proxy].env[ISTIO_META_CLUSTER_ID]';
  if (proxy.rejected !== undefined)
    return fail(
      `Pod ${proxy.pod.name} is refused: ${proxy.rejected}.`,
      `Give the proxies of ${ref.cluster} the cluster ID under which istiod knows that cluster.`,
      foundAt(ref.cluster, 'Pod', proxy.pod, field),
    );
  if (!registry) return unknown(`${question.to} is not watched.`);
  const { id, from } = mesh.ask(clusterIdOf, question.to);
  if (from === 'assumed' || id === registry.clusterId)
    return pass(`${question.to} is known as ${registry.clusterId}.`);
  return warn(
    `Proxies in ${question.to} claim the cluster ID ${id}, and the client's istiod knows that cluster as ${registry.clusterId}.`,
  );
}

/** 7: istiod reads the namespace in the target cluster. */
export function namespaceSelected(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, question } = scope;
  const { namespace } = question.service;
  const at = foundAt(
    question.to,
    'Namespace',
    { namespace: '', name: namespace },
    'metadata.labels',
  );
  return isSelected(mesh, proxy.view, question.to, namespace)
    ? pass(`Namespace ${namespace} of ${question.to} is read by istiod.`, at)
    : fail(
        `Namespace ${namespace} of ${question.to} does not match the discoverySelectors of the client's istiod.`,
        `Label namespace ${namespace} in ${question.to} as discoverySelectors ask.`,
        at,
      );
}

/** 8: the service exists in the target cluster. */
export function serviceExists(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { service, to } = scope.question;
  const at = foundAt(to, 'Service', service, 'metadata.name');
  if (scope.merged?.registry === 'service-entry')
    return pass(`A ServiceEntry defines ${scope.host}.`);
  return mesh.get(to, 'Service', service)
    ? pass(`${to} has Service ${service.namespace}/${service.name}.`, at)
    : fail(
        `${to} has no Service ${service.namespace}/${service.name}.`,
        `Create the Service in ${to}, with the same name and namespace.`,
        at,
      );
}

/** 9: the name resolves for the client. Reference 3.9. */
export function nameResolves(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, ref, question } = scope;
  const { service } = question;
  const at = foundAt(ref.cluster, 'Service', service, 'metadata.name');
  if (mesh.get(ref.cluster, 'Service', service))
    return pass(`The DNS of ${ref.cluster} knows the Service.`, at);
  if (proxy.pod.proxy?.env.get('ISTIO_META_DNS_CAPTURE') === 'true')
    return pass(`The sidecar of ${ref.pod} answers DNS itself.`);
  return fail(
    `${ref.cluster} has no Service ${service.namespace}/${service.name}, so its name does not resolve for ${ref.pod}.`,
    `Create a stub Service with the same name and ports in ${ref.cluster}, or set ISTIO_META_DNS_CAPTURE for its proxies.`,
    at,
  );
}

/** 33: the way back is discovered as well. */
export function wayBack(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { to, client } = scope.question;
  const views = mesh.ask(servingViews, to);
  if (views.length === 0) return unknown(`No control plane of ${to} is known.`);
  const back = views.every(({ registries }) =>
    registries.some(({ cluster }) => cluster === client.cluster),
  );
  return back
    ? pass(`Control planes of ${to} watch ${client.cluster} as well.`)
    : warn(
        `Not every control plane of ${to} watches ${client.cluster}: calls the other way are not served from there.`,
      );
}
