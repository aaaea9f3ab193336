import { Mesh } from '../../model/mesh';
import { AssignedEndpoint, EnvoyCluster } from '../proxyConfig';
import { fail, pass, ReachFinding, warn } from './reachCheck';
import { atDestinationRule, atMeshConfig, atVirtualService } from './evidence';
import { ReachScope } from './reachContext';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

/** Envoy clusters of the service that some route leads to; `undefined`: of a destination that does not exist. */
export function destinations(
  scope: ReachScope,
): ReadonlyMap<string, EnvoyCluster | undefined> {
  const { visible, clusters, routes } = scope;
  return new Map(
    routes.flatMap(route =>
      (route.clusters ?? [])
        .filter(
          ({ name, weight }) =>
            weight > 0 && name.endsWith(`|${visible?.host}`),
        )
        .map(({ name }) => [name, clusters.get(name)] as const),
    ),
  );
}

/** Whether endpoints of the target cluster stand in an Envoy cluster. */
export function servesFrom(
  scope: ReachScope,
  cluster: EnvoyCluster | undefined,
): boolean {
  return endpointsThere(scope, cluster).length > 0;
}

/** Endpoints of the target cluster in an Envoy cluster, and the gateways that stand for them, which another cluster may declare. */
export function endpointsThere(
  { registry, paths }: ReachScope,
  cluster: EnvoyCluster | undefined,
): readonly AssignedEndpoint[] {
  const gateways = new Set(
    paths.flatMap(({ path }) =>
      path.code === 'through'
        ? path.gateways.map(({ address, port }) => `${address} ${port}`)
        : [],
    ),
  );
  return (cluster?.endpoints ?? []).filter(endpoint =>
    endpoint.gateway
      ? gateways.has(`${endpoint.address} ${endpoint.port}`)
      : endpoint.cluster === registry?.clusterId,
  );
}

/** 16: the subsets that are called select endpoints of the target cluster. */
export function subsetsSelect(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { visible, port, question, clusters } = scope;
  if (!visible || !port) return NOTHING_TO_LOOK_AT;
  const called = destinations(scope);
  const whole = clusters.get(`outbound|${port.number}||${visible.host}`);
  if (called.size === 0 || !servesFrom(scope, whole))
    return pass('No subset narrows it down.');
  if ([...called.values()].some(cluster => servesFrom(scope, cluster)))
    return pass(`What is called has endpoints in ${question.to}.`);
  const names = [...called.keys()].map(name => name.split('|')[2]);
  return fail(
    `No endpoint in ${question.to} belongs to subset ${names.join(
      ', ',
    )}, and nothing else is called.`,
    `Label pods in ${question.to} as the subset asks, or route to the whole service.`,
    atDestinationRule(mesh, scope, 'spec.subsets'),
  );
}

/** 17: routes send something to the service. */
export function routed(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { visible, port, routes } = scope;
  if (!visible || !port) return NOTHING_TO_LOOK_AT;
  const at = atVirtualService(mesh, scope);
  return destinations(scope).size > 0
    ? pass(
        routes.length === 1
          ? 'The route leads to it.'
          : `At least one of ${routes.length} routes leads to it.`,
      )
    : fail(
        `No route for ${visible.host} leads to it.`,
        'Add a destination with this host to a route.',
        at,
      );
}

/** 18: load balancing gives the target cluster a share now. */
export function hasShare(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { share, registry, question, clusters, visible, port } = scope;
  const { to } = question;
  if (share.code === 'none' || !registry || !visible || !port)
    return NOTHING_TO_LOOK_AT;
  if (scope.paths.every(({ path }) => path.code === 'dropped'))
    return NOTHING_TO_LOOK_AT;
  const whole = clusters.get(`outbound|${port.number}||${visible.host}`);
  const given = [...destinations(scope).values(), whole].flatMap(cluster =>
    endpointsThere(scope, cluster),
  );
  if (given.length === 0)
    return fail(
      `Endpoints in ${to} are left out, because a distribution names other localities only.`,
      `Name the localities of ${to} in localityLbSetting.`,
      atDestinationRule(
        mesh,
        scope,
        'spec.trafficPolicy.loadBalancer.localityLbSetting',
      ) ?? atMeshConfig(mesh, scope, 'localityLbSetting'),
    );
  const largest = shareOf(scope);
  if (largest === undefined)
    return pass(`${to} gets a part of what goes to gateways it shares.`);
  if (largest > 0)
    return pass(`${to} gets ${Math.round(largest * 1000) / 10} % of a route.`);
  const first = Math.min(...given.map(({ priority }) => priority));
  return warn(
    first > 0
      ? `${to} stands by with priority ${first}: it takes over when those before it are not available.`
      : `${to} is listed and gets nothing now.`,
  );
}

/** Largest share of a route that goes to the target cluster; `undefined` where it enters through gateways that are not its own, so that nobody can tell. */
export function shareOf({
  share,
  question,
  paths,
  registry,
}: ReachScope): number | undefined {
  if (share.code === 'none') return 0;
  const foreign = new Set(
    paths.flatMap(({ path, network }) =>
      path.code === 'through' &&
      path.gateways.some(({ cluster }) => cluster !== registry?.clusterId)
        ? [network]
        : [],
    ),
  );
  const parts = share.routes.flatMap(route => route.parts);
  if (
    parts.some(
      ({ path, network, share: part }) =>
        path === 'gateway' && part > 0 && foreign.has(network),
    )
  )
    return undefined;
  return Math.max(
    0,
    ...share.routes.map(route =>
      route.parts
        .filter(({ cluster }) => cluster === question.to)
        .reduce((sum, part) => sum + part.share, 0),
    ),
  );
}
