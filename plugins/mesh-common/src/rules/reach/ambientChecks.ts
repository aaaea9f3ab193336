import { Mesh } from '../../model/mesh';
import { ambientCopies } from '../ambientCopies';
import { isCaptured } from '../ambientPods';
import { hasAmbient, hasAmbientMultiNetwork } from '../ambientSwitches';
import { localityParts } from '../localityGroup';
import { mtlsOfWorkload } from '../peerAuthentications';
import { proxyOf } from '../proxyOf';
import { mtlsModeAt } from '../serverMtls';
import { virtualServices } from '../virtualServices';
import { AmbientWorkload } from '../workloadApi';
import { ambientView } from './ambientContext';
import { watched } from './discoveryChecks';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { ReachScope } from './reachContext';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

/** 5: the istiod of the ztunnel watches the target cluster, and tells ztunnels of it. */
export function ambientWatched(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, question } = scope;
  const { view } = proxy;
  const { namespace, deployment: name, cluster } = view.key;
  const at = foundAt(cluster, 'Deployment', { namespace, name }, 'spec env');
  if (!hasAmbient(view))
    return fail(
      `istiod in ${cluster} serves no ambient clients.`,
      'Set PILOT_ENABLE_AMBIENT=true on istiod.',
      at,
    );
  if (question.to !== view.configCluster && !hasAmbientMultiNetwork(view))
    return fail(
      `istiod in ${cluster} tells ztunnels of its own cluster only.`,
      'Set AMBIENT_ENABLE_MULTI_NETWORK=true on istiod.',
      at,
    );
  return watched(mesh, scope);
}

/** 9: the name resolves for the client. Reference 3.9. */
export function ambientName(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { ref, question } = scope;
  return mesh.get(ref.cluster, 'Service', question.service)
    ? pass(`The DNS of ${ref.cluster} knows the Service.`)
    : warn(
        `${ref.cluster} has no such Service: ztunnel answers the name, by a default that cannot be seen.`,
      );
}

/** 10: ztunnel knows the port at the target. A remote entry has the ports of the client's own copy. */
export function ambientPort(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { port, question } = scope;
  const { there } = ambientView(mesh, scope);
  if (!port || there.length === 0) return NOTHING_TO_LOOK_AT;
  const name = `${question.service.namespace}/${scope.host}`;
  return there.some(({ services }) =>
    services?.get(name)?.some(text => text.startsWith(`${port.number}>`)),
  )
    ? pass(`ztunnel knows port ${port.number} there.`)
    : fail(
        `ztunnel knows no port ${port.number} of the service in ${question.to}.`,
        `Give the Service in ${question.to} the same port number.`,
        foundAt(question.to, 'Service', question.service, 'spec.ports'),
      );
}

/** 11, 12: ztunnel is given every service, whatever its export and whatever Sidecars say. */
export function ambientExport(): ReachFinding {
  return pass('ztunnel is given every service.');
}

export function ambientImport(): ReachFinding {
  return pass('No Sidecar limits a ztunnel.');
}

/** 13: both copies are global. */
export function ambientScope(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, question, merged, host } = scope;
  const { to, service } = question;
  if (!merged?.copies.some(({ cluster }) => cluster === to))
    return NOTHING_TO_LOOK_AT;
  if (to === proxy.view.configCluster)
    return pass(`${to} is the cluster of istiod itself.`);
  const copies = mesh
    .ask(ambientCopies, proxy.view.key)
    .find(
      candidate =>
        candidate.host === host && candidate.namespace === service.namespace,
    )?.copies;
  return copies?.some(({ cluster }) => cluster === to)
    ? pass('The service is global on both sides.')
    : fail(
        `The service is not global in ${proxy.view.configCluster} and in ${to}, so ztunnel keeps to its own cluster.`,
        'Label both copies of the Service istio.io/global=true, as serviceScopeConfigs ask.',
        foundAt(to, 'Service', service, 'metadata.labels["istio.io/global"]'),
      );
}

/** 14: its type lets ztunnel choose endpoints there. */
export function ambientType(_: Mesh, scope: ReachScope): ReachFinding {
  const { merged, question, proxy } = scope;
  if (!merged) return NOTHING_TO_LOOK_AT;
  const at = foundAt(question.to, 'Service', question.service, 'spec');
  if (merged.aliasOf !== undefined)
    return fail(
      `It is only another name of ${merged.aliasOf}.`,
      `Ask about ${merged.aliasOf}.`,
      at,
    );
  const own = scope.registry?.clusterId === proxy.clusterId;
  if (merged.headless)
    return unknown('The application chooses the address itself.', at);
  return merged.nodeLocal && !own
    ? fail(
        'internalTrafficPolicy Local keeps calls on the node of the client.',
        'Set internalTrafficPolicy to Cluster.',
        at,
      )
    : pass('ztunnel chooses among all it is given.');
}

/** 16, 17: subsets and routes work in a waypoint only. */
export function ambientSubsets(mesh: Mesh, scope: ReachScope): ReachFinding {
  return ambientView(mesh, scope).service?.waypoint === undefined
    ? pass('ztunnel knows no subsets.')
    : unknown('Subsets are chosen in the waypoint, which is not traced.');
}

export function ambientRoutes(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, host } = scope;
  const { service } = ambientView(mesh, scope);
  if (!service) return NOTHING_TO_LOOK_AT;
  const routes = mesh
    .ask(virtualServices, proxy.view.key)
    .filter(({ hosts }) => hosts.includes(host));
  if (service.waypoint !== undefined)
    return routes.length > 0
      ? unknown(
          `Routes for ${host} work in waypoint ${service.waypoint}, which is not traced.`,
        )
      : warn(`Calls go through waypoint ${service.waypoint}.`);
  return routes.length > 0
    ? warn(`Routes for ${host} have no effect: ztunnel follows none.`)
    : pass('ztunnel follows no routes.');
}

/** 18: ztunnel would choose the target now. */
export function ambientShare(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { question, proxy } = scope;
  const { service, workloads, there } = ambientView(mesh, scope);
  const usable = workloads.filter(({ health }) => health === 'healthy');
  const here = usable.filter(workload => there.includes(workload));
  if (!service || here.length === 0) return NOTHING_TO_LOOK_AT;
  const nearness = (workload: AmbientWorkload) =>
    nearnessTo(proxy, workload, service.prefer ?? []);
  const nearest = Math.max(...usable.map(nearness));
  const first = usable.filter(workload => nearness(workload) === nearest);
  const chosen = first.filter(workload => here.includes(workload));
  if (chosen.length === 0)
    return warn(
      `${question.to} stands by: ztunnel prefers what is nearer (${(
        service.prefer ?? []
      ).join(', ')}).`,
    );
  const weight = (list: readonly AmbientWorkload[]) =>
    list.reduce((sum, { capacity = 1 }) => sum + capacity, 0);
  const share = weight(chosen) / weight(first);
  return pass(
    `${question.to} gets ${Math.round(share * 1000) / 10} % of the calls.`,
  );
}

/** How many of the wanted places are the client's, from the most important on. */
function nearnessTo(
  { network, locality, pod }: ReachScope['proxy'],
  workload: AmbientWorkload,
  prefer: readonly string[],
): number {
  const own = localityParts(locality);
  const other = localityParts(workload.locality ?? '');
  const same = new Map([
    ['NETWORK', network === workload.network],
    ['REGION', own[0] === other[0]],
    ['ZONE', own[1] === other[1]],
    ['SUBZONE', own[2] === other[2]],
    ['NODE', pod.nodeName === workload.node],
  ]);
  const first = prefer.findIndex(place => same.get(place) !== true);
  return first < 0 ? prefer.length : first;
}

/** 20b: another network has a gateway that ambient clients can use. */
export function ambientGatewayKnown(_: Mesh, scope: ReachScope): ReachFinding {
  const { paths, question } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  const closed = paths.find(({ path }) => path.code === 'dropped');
  return closed
    ? fail(
        `ztunnel is given no gateway of network ${closed.network}, so the endpoints in ${question.to} are left out.`,
        `Run a Gateway of class istio-east-west in ${question.to}, with the label topology.istio.io/network=${closed.network}, an HBONE listener and an address in its status.`,
      )
    : pass('No gateway is missing.');
}

/** 23, 24: what the receiving gateway makes of it is not traced. */
export function ambientGateway(_: Mesh, { paths }: ReachScope): ReachFinding {
  return paths.some(({ path }) => path.code === 'through')
    ? warn('What the HBONE gateway does with a call is not traced.')
    : pass('No gateway is used.');
}

/** 25: pods behind a gateway are in the mesh; what is not is reached in plain text, and behind a gateway not at all. */
export function ambientMtls(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { paths, question, endpoints } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (paths.every(({ path }) => path.code !== 'through'))
    return pass('No gateway is used.');
  const outside = endpoints.filter(({ namespace, pod }) => {
    const found = pod && mesh.get(question.to, 'Pod', { namespace, name: pod });
    return !found || (!found.proxy && !isCaptured(found));
  });
  if (outside.length === 0) return pass('All pods there are in the mesh.');
  const text = `${outside.length} of ${endpoints.length} endpoints in ${question.to} are outside of the mesh, and count for the gateway all the same.`;
  return outside.length < endpoints.length
    ? warn(text)
    : fail(text, `Enrol the pods in ${question.to} in the mesh.`);
}

/** 26: between captured pods everything is HBONE. */
export function ambientTransport(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { there } = ambientView(mesh, scope);
  if (there.length === 0) return NOTHING_TO_LOOK_AT;
  return there.every(({ tunnel }) => tunnel === 'HBONE')
    ? pass('Calls are carried by HBONE.')
    : warn('Some pods there are called in plain text.');
}

/** 30: servers take plain text where the client sends it. */
export function ambientServer(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { endpoints, question, paths } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  const strict = endpoints.filter(({ namespace, pod, port }) => {
    if (pod === undefined) return false;
    const ref = { cluster: question.to, namespace, pod };
    const proxy = mesh.ask(proxyOf, ref);
    // A captured pod takes HBONE; one with a sidecar gets plain text from a ztunnel.
    if (!proxy?.view) return false;
    const { labels } = proxy.pod;
    const mtls = mtlsOfWorkload(mesh, proxy.view, { namespace, labels });
    return mtlsModeAt(mtls, port) === 'STRICT';
  });
  if (strict.length === 0) return pass('Servers take what the client sends.');
  const text = `${strict.length} of ${endpoints.length} pods in ${question.to} have a sidecar that takes mutual TLS only, and ztunnel sends them plain text.`;
  return strict.length < endpoints.length
    ? warn(text)
    : fail(text, 'Enrol these pods in ambient, or let them take plain text.');
}
