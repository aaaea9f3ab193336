import { Memo } from '../../model/memo';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { allViews } from '../../rules/allViews';
import { answer } from '../../rules/answer';
import { configInForce } from '../../rules/configInForce';
import { ClusterEndpoints, endpoints } from '../../rules/endpoints';
import { localityParts } from '../../rules/localityGroup';
import { LocalityRouting } from '../manifests/failoverRule';
import { RuleSite, SteeredService } from '../failover/steeredService';
import { percentages } from './percentages';

/** How calls of a service are kept away from a cluster, at one site of its rules. */
export type DrainMethod =
  | { readonly code: 'rule'; readonly routing: LocalityRouting }
  | { readonly code: 'route'; readonly subsets: ReadonlyMap<string, number> };

/** A method, or why there is none, in words. */
export type MethodChoice =
  | { readonly code: 'found'; readonly method: DrainMethod }
  | { readonly code: 'none'; readonly reason: string };

/** What the choice of a method rests on. */
export interface DrainQuestion {
  readonly snapshot: Snapshot;
  readonly steered: SteeredService;
  readonly cluster: ClusterName;
  readonly memo: Memo;
}

/** Parts of a service outside of a cluster that have ready endpoints, the largest first. */
export function remainingParts({
  snapshot,
  steered: { service },
  cluster,
  memo,
}: DrainQuestion): readonly ClusterEndpoints[] {
  return answer(snapshot, endpoints, { service }, memo)
    .value.clusters.filter(part => part.cluster !== cluster && part.ready > 0)
    .sort((a, b) => b.ready - a.ready || (a.cluster < b.cluster ? -1 : 1));
}

/**
 * The way to keep calls away from a cluster at one site: a rule of our own; where somebody else's rule defines one subset
 * per cluster, a route to the subsets of the others. Two rules for one host would not work (reference 6.2).
 */
export function drainMethod(
  question: DrainQuestion,
  site: RuleSite,
): MethodChoice {
  if (site.others.length === 0) {
    return {
      code: 'found',
      method: { code: 'rule', routing: routing(question, site) },
    };
  }
  return bySubsets(question, site);
}

/**
 * With one cluster left, everybody prefers it, and what is drained stays the last resort. With several, calls are spread
 * over their localities, if those are not the localities of the drained cluster, too; else the largest is preferred,
 * since a preference can name one cluster only (reference 5.3).
 */
function routing(question: DrainQuestion, site: RuleSite): LocalityRouting {
  const { steered, snapshot, cluster, memo } = question;
  const remaining = remainingParts(question);
  const [largest] = remaining;
  const drained = answer(
    snapshot,
    endpoints,
    { service: steered.service },
    memo,
  ).value.clusters.find(part => part.cluster === cluster);
  const away = new Set(drained?.localities.map(({ locality }) => locality));
  const left = remaining.flatMap(({ localities }) =>
    localities.filter(({ ready }) => ready > 0),
  );
  const spreads =
    remaining.length > 1 &&
    left.every(({ locality }) => isZone(locality) && !away.has(locality)) &&
    steered.groups.every(({ locality }) => isZone(locality));
  if (!spreads) {
    const clusterId = clusterIdAt(question, site, largest.cluster);
    return { code: 'prefer-cluster', clusterId };
  }
  const regions = new Set(
    steered.groups.map(({ locality }) => localityParts(locality)[0]),
  );
  return {
    code: 'distribute',
    distribute: [...regions].sort().map(region => {
      const near = left.filter(
        ({ locality }) => localityParts(locality)[0] === region,
      );
      return { from: `${region}/*`, to: shares(near.length > 0 ? near : left) };
    }),
  };
}

function isZone(locality: string): boolean {
  const [region, zone] = localityParts(locality);
  return region !== '' && zone !== '';
}

function shares(
  places: readonly { readonly locality: string; readonly ready: number }[],
): { readonly [locality: string]: number } {
  const ready = new Map<string, number>();
  for (const { locality, ready: count } of places) {
    const [region, zone] = localityParts(locality);
    const pattern = `${region}/${zone}/*`;
    ready.set(pattern, (ready.get(pattern) ?? 0) + count);
  }
  const whole = [...percentages(ready)].filter(([, share]) => share > 0);
  return Object.fromEntries(whole);
}

/** ID under which the control planes that read at a site know a cluster. */
function clusterIdAt(
  { snapshot, memo }: DrainQuestion,
  site: RuleSite,
  cluster: ClusterName,
): string {
  const { value: views } = answer(snapshot, allViews, undefined, memo);
  for (const { configCluster, registries } of views) {
    if (configCluster !== site.cluster) continue;
    const known = registries.find(registry => registry.cluster === cluster);
    if (known) return known.clusterId;
  }
  return cluster;
}

function bySubsets(question: DrainQuestion, site: RuleSite): MethodChoice {
  const none = (reason: string): MethodChoice => ({ code: 'none', reason });
  const [rule, ...more] = site.others;
  const name = `DestinationRule ${rule.namespace}/${rule.name}`;
  if (more.length > 0)
    return none(`several rules of others speak of it, such as ${name}`);
  const ready = new Map<string, number>();
  for (const part of remainingParts(question)) {
    const id = clusterIdAt(question, site, part.cluster);
    const subset = rule.subsets.find(
      ({ labels }) =>
        labels.size === 1 && labels.get('topology.istio.io/cluster') === id,
    );
    if (subset) ready.set(subset.name, part.ready);
  }
  if (ready.size === 0) {
    return none(
      `${name} of somebody else decides where its calls go, and has no subset for another cluster`,
    );
  }
  const taken = routedByOthers(question, site);
  if (taken) return none(`${taken} of somebody else routes its calls`);
  return {
    code: 'found',
    method: { code: 'route', subsets: percentages(ready) },
  };
}

/** A route that counts for some caller now: an older one would win, a newer one would stop working. */
function routedByOthers(
  { snapshot, steered, memo }: DrainQuestion,
  { host }: RuleSite,
): string | undefined {
  for (const { client } of steered.groups) {
    const { value } = answer(snapshot, configInForce, { client, host }, memo);
    const [route] = value.routes.objects.filter(
      ({ name }) => name !== `meshwise-drain-${steered.service.name}`,
    );
    if (route) return `${route.kind} ${route.namespace}/${route.name}`;
  }
  return undefined;
}
