import {
  Answer,
  answer,
  callerGroups,
  ClusterName,
  deploymentModel,
  EjectionAbility,
  FailoverStanding,
  ReachRow,
  ReachStanding,
  ReachView,
  ServiceStanding,
  STALE_AFTER,
  TrafficShare,
  trafficShare,
  TrustStanding,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers } from './joinAnswers';
import { reachView } from './reachView';
import { serviceRoots } from './serviceRoots';
import { serviceScope, ServiceQuestion, ServiceScope } from './serviceScope';
import { tenantsOf } from './tenantsOf';

/** How a service stands, in a line for each question, from the same answers as the views in full. */
export function serviceStanding(
  question: ServiceQuestion,
): Answer<ServiceStanding> {
  const scope = serviceScope(question);
  const ways = reachView({ ...question, filter: {} });
  const reach = {
    ...ways,
    value: reachStanding(
      ways.value.rows.filter(isOfItsMeshes(question, scope)),
    ),
  };
  const failover = failoverOf(question, scope, ways.value);
  const trust = trustOf(question, scope);
  return {
    ...joinAnswers([reach, failover, trust]),
    because: [],
    value: {
      service: question.service,
      tenants: tenantsOf({
        ...question,
        namespace: question.service.namespace,
        known: scope.known,
      }),
      reach,
      failover,
      trust,
    },
  };
}

/** Clients of other meshes are served by what their own mesh has under that name, or by nothing. */
function isOfItsMeshes(
  { snapshot, memo }: ServiceQuestion,
  { parts }: ServiceScope,
): (row: ReachRow) => boolean {
  const { clusters } = answer(snapshot, deploymentModel, undefined, memo).value;
  const meshOf = new Map(clusters.map(({ cluster, mesh }) => [cluster, mesh]));
  const own = new Set(parts.map(cluster => meshOf.get(cluster)));
  return ({ cluster }) => {
    const mesh = meshOf.get(cluster);
    return mesh === undefined || own.has(undefined) || own.has(mesh);
  };
}

function reachStanding(rows: readonly ReachRow[]): ReachStanding {
  const those = (wanted: ReturnType<typeof reachedFrom>) =>
    rows
      .filter(row => reachedFrom(row) === wanted)
      .map(({ cluster }) => cluster);
  return {
    reached: those('reached'),
    unreached: those('unreached'),
    unknown: those('unknown'),
  };
}

function reachedFrom({ caller, seen, cells }: ReachRow) {
  if (caller === undefined) return seen ? 'no-client' : 'unknown';
  if (cells.some(({ verdict }) => verdict === 'yes' || verdict === 'standby'))
    return 'reached';
  return cells.some(({ verdict }) => verdict === 'unknown')
    ? 'unknown'
    : 'unreached';
}

type Armed = 'armed' | 'weak' | 'notArmed' | 'unknown';

const WORST_FIRST: readonly Armed[] = ['notArmed', 'unknown', 'weak', 'armed'];

function failoverOf(
  { snapshot, memo, service }: ServiceQuestion,
  { callers, known }: ServiceScope,
  { rows, targets }: ReachView,
): Answer<FailoverStanding> {
  const found = callers.map(({ client, cluster }) => {
    const share = answer(snapshot, trafficShare, { client, service }, memo);
    const { gaps, asOf } = share;
    const seen =
      gaps.length === 0 &&
      asOf !== undefined &&
      snapshot.at - asOf <= STALE_AFTER;
    return { cluster, share, armed: armedBy(share.value, seen) };
  });
  // Where not all pods were seen, there may be callers of which nothing is known.
  const who = answer(snapshot, callerGroups, { service }, memo);
  const unseen = who.gaps
    .filter(({ cluster }) => known(cluster))
    .map(({ cluster }) => ({ cluster, armed: ['unknown'] as const }));
  const byCluster = new Map<ClusterName, readonly Armed[]>();
  for (const { cluster, armed } of [...found, ...unseen])
    byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), ...armed]);
  const those = (wanted: Armed) =>
    [...byCluster]
      .filter(([, all]) => WORST_FIRST.find(a => all.includes(a)) === wanted)
      .map(([cluster]) => cluster)
      .sort();
  return {
    ...joinAnswers([who, ...found.map(({ share }) => share)]),
    because: [],
    value: {
      parts: targets,
      armed: those('armed'),
      weak: those('weak'),
      notArmed: those('notArmed'),
      unknown: those('unknown'),
      ways: rows.flatMap(standbyWay),
    },
  };
}

/** What is known of each destination of a group of callers; of one that calls nothing there is nothing to know. */
function armedBy(share: TrafficShare, seen: boolean): readonly Armed[] {
  if (!seen) return ['unknown'];
  if (share.code === 'none') return [];
  return share.routes.flatMap(({ ejection }) =>
    [...ejection.values()].map(abilityOf),
  );
}

function abilityOf({ code }: EjectionAbility): Armed {
  return code === 'not-armed' ? 'notArmed' : code;
}

function standbyWay({ cluster, cells }: ReachRow): FailoverStanding['ways'] {
  const those = (wanted: 'yes' | 'standby') =>
    cells.filter(({ verdict }) => verdict === wanted).map(({ to }) => to);
  const standby = those('standby');
  return standby.length === 0
    ? []
    : [{ client: cluster, active: those('yes'), standby }];
}

function trustOf(
  question: ServiceQuestion,
  scope: ServiceScope,
): Answer<TrustStanding> {
  const { parts } = scope;
  const { value: roots, ...rests } = serviceRoots(question, scope, parts);
  const own = roots.filter(({ places }) =>
    places.some(place => place.own === 'holds'),
  );
  const known = new Set(
    own.flatMap(({ places }) =>
      places.filter(place => place.own === 'holds').map(place => place.cluster),
    ),
  );
  const ends = own.map(({ certificate }) => certificate.content?.notAfter);
  return {
    ...rests,
    because: [],
    value: {
      roots: own.length,
      firstEnd: ends.reduce(
        (first, end) =>
          first === undefined || end === undefined
            ? undefined
            : Math.min(first, end),
        ends.at(0),
      ),
      unknown: parts.filter(cluster => !known.has(cluster)),
    },
  };
}
