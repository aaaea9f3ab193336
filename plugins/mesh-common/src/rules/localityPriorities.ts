import { Labels } from '../model/record';
import { Distribution, RegionFailover } from '../model/trafficPolicy';
import {
  LocalityGroup,
  localityMatches,
  localityParts,
  totalWeight,
} from './localityGroup';
import { LocalityHandling } from './localitySetting';

const NETWORK_LABEL = 'topology.istio.io/network';

/** What the priorities of a client's endpoints depend on. @public */
export interface PriorityQuestion {
  readonly groups: readonly LocalityGroup[];
  readonly client: { readonly locality: string; readonly labels: Labels };
  readonly handling: LocalityHandling;
  /** The DestinationRule has outlier detection; without it nothing fails over unless forced. */
  readonly outlierDetection: boolean;
  /** A leading network item ranks other networks last as a whole (1.31). */
  readonly networkFirst: boolean;
}

/** Gives every group its priority and weight for one client. Reference 5.3 and 5.4. @public */
export function localityPriorities(
  question: PriorityQuestion,
): readonly LocalityGroup[] {
  const { groups, client, handling } = question;
  if (handling.code === 'none') return groups;
  if (handling.code === 'zone-aware') {
    return byRegion(groups, client.locality, handling.setting.failover);
  }
  const { setting, forced } = handling;
  if (setting.distribute.length > 0) {
    return distributed(groups, client.locality, setting.distribute);
  }
  if (!question.outlierDetection && !forced) return groups;
  if (setting.failoverPriority.length > 0) {
    const ranked = byLabels(question, setting.failoverPriority);
    return setting.failover.length > 0
      ? byLocality(ranked, client.locality, setting.failover)
      : ranked;
  }
  return byLocality(groups, client.locality, setting.failover);
}

/** Whether Envoy picks the locality by weight before the endpoint. Reference 5.3. @public */
export function isLocalityWeighted(
  handling: LocalityHandling,
  outlierDetection: boolean,
): boolean {
  if (handling.code !== 'locality') return false;
  const { distribute, failover, failoverPriority } = handling.setting;
  if (distribute.length > 0) return true;
  return (
    (outlierDetection || handling.forced) &&
    (failover.length > 0 || failoverPriority.length > 0)
  );
}

function byLocality(
  groups: readonly LocalityGroup[],
  client: string,
  failover: readonly RegionFailover[],
): readonly LocalityGroup[] {
  const from = localityParts(client);
  const target = failover.find(entry => entry.from === from[0])?.to;
  return compacted(groups, group => {
    const to = localityParts(group.locality);
    const differs = from.findIndex((part, i) => part !== to[i]);
    const distance = differs === -1 ? 0 : 3 - differs;
    const beyond =
      distance === 3 && target !== undefined && target !== to[0] ? 1 : 0;
    return group.priority * 5 + distance + beyond;
  });
}

function byRegion(
  groups: readonly LocalityGroup[],
  client: string,
  failover: readonly RegionFailover[],
): readonly LocalityGroup[] {
  const [region] = localityParts(client);
  const target = failover.find(entry => entry.from === region)?.to;
  return compacted(groups, group => {
    const [to] = localityParts(group.locality);
    let distance = 2;
    if (to === region) distance = 0;
    else if (to === target) distance = 1;
    return group.priority * 3 + distance;
  });
}

/** Splits each group by how far its endpoints' labels agree with the wanted ones, in the order of the list. */
function byLabels(
  { groups, client, networkFirst }: PriorityQuestion,
  items: readonly string[],
): readonly LocalityGroup[] {
  if (client.labels.size === 0) return groups;
  const wanted = wantedLabels(items, client.labels);
  const rank = (labels: Labels): number => {
    let otherNetwork = 0;
    for (const [i, { key, value }] of wanted.entries()) {
      if (value !== (labels.get(key) ?? '')) {
        if (i === 0 && networkFirst && items[0] === NETWORK_LABEL) {
          otherNetwork = items.length;
        } else {
          return items.length - i + otherNetwork;
        }
      }
    }
    return otherNetwork;
  };
  const parts = groups.flatMap(group => {
    const byRank = new Map<number, LocalityGroup['endpoints'][number][]>();
    for (const endpoint of group.endpoints) {
      const priority = rank(endpoint.labels);
      const part = byRank.get(priority);
      if (part) part.push(endpoint);
      else byRank.set(priority, [endpoint]);
    }
    return [...byRank]
      .sort(([a], [b]) => a - b)
      .map(([priority, endpoints]) => ({
        ...group,
        endpoints,
        weight: totalWeight(endpoints),
        priority,
      }));
  });
  return compacted(parts, group => group.priority);
}

/** A value given for a label counts for every item of that label. Only one `=` is understood; with more, the item is the bare name. */
function wantedLabels(
  items: readonly string[],
  client: Labels,
): readonly { readonly key: string; readonly value: string }[] {
  const parts = items.map(item => item.split('='));
  const given = new Map(
    parts.flatMap(([key, value, ...more]) =>
      value === undefined || more.length > 0 ? [] : [[key, value] as const],
    ),
  );
  return parts.map(([key]) => ({
    key,
    value: given.get(key) ?? client.get(key) ?? '',
  }));
}

function distributed(
  groups: readonly LocalityGroup[],
  client: string,
  distribute: readonly Distribution[],
): readonly LocalityGroup[] {
  const entry = distribute.find(({ from }) => localityMatches(client, from));
  if (!entry) return groups;
  const weights = new Map<LocalityGroup, number>();
  for (const [pattern, share] of entry.to) {
    const claimed = groups.filter(
      group => !weights.has(group) && localityMatches(group.locality, pattern),
    );
    const sum = claimed.reduce((total, group) => total + group.weight, 0);
    for (const group of claimed) {
      const weight = sum === 0 ? 0 : Math.ceil((group.weight * share) / sum);
      weights.set(group, weight > 0 ? weight : group.weight);
    }
  }
  return groups.map(group => {
    const weight = weights.get(group);
    return weight === undefined
      ? { ...group, endpoints: [] }
      : { ...group, weight };
  });
}

/** Numbers the groups 0, 1, 2 … in the order of their rank. */
function compacted(
  groups: readonly LocalityGroup[],
  rankOf: (group: LocalityGroup) => number,
): readonly LocalityGroup[] {
  const ranks = groups.map(rankOf);
  const order = [...new Set(ranks)].sort((a, b) => a - b);
  const priorities = new Map(order.map((rank, i) => [rank, i]));
  return groups.map((group, i) => ({
    ...group,
    priority: priorities.get(ranks[i]) ?? 0,
  }));
}
