import { AddressSet } from './addressSet';
import { LoadEndpoint, LocalityGroup } from './localityGroup';

/** An endpoint as far as Envoy's arithmetic depends on it. */
export type LoadedEndpoint = Pick<
  LoadEndpoint,
  'address' | 'port' | 'weight' | 'health'
>;

/** Share of requests, 0 to 1, that Envoy sends to one endpoint. @public */
export interface EndpointShare<E = LoadEndpoint> {
  readonly endpoint: E;
  readonly locality: string;
  readonly priority: number;
  readonly share: number;
}

/** Where the requests of one proxy to one of its clusters go. @public */
export interface Load<E = LoadEndpoint> {
  /** Endpoints in the order Envoy sees them; addresses that Envoy drops as duplicates are left out. */
  readonly shares: readonly EndpointShare<E>[];
  /** Share of requests that are answered with 503 because there is nobody to send to: 0 or 1. */
  readonly refused: number;
  /** Priorities in panic: requests go to all their endpoints, healthy or not. */
  readonly panicking: readonly number[];
}

/** What Envoy's arithmetic depends on. @public */
export interface LoadQuestion<E = LoadEndpoint> {
  readonly groups: readonly LocalityGroup<E>[];
  readonly localityWeighted: boolean;
  /** Percent of healthy endpoints below which a priority panics. */
  readonly panicThreshold: number;
  /** Endpoints that outlier detection has ejected. */
  readonly ejected?: (endpoint: E) => boolean;
}

interface Priority<E> {
  readonly groups: readonly LocalityGroup<E>[];
  readonly total: number;
  readonly available: number;
}

/** A priority to which groups are still added. */
interface PriorityDraft<E> {
  readonly groups: LocalityGroup<E>[];
  total: number;
  available: number;
}

const OVERPROVISIONING = 140;

/** Expected shares of traffic for a list of localities and priorities. Reference 5.5, with the rule on repeated addresses of 4.4. @public */
export function envoyLoad<E extends LoadedEndpoint>(
  question: LoadQuestion<E>,
): Load<E> {
  const isAvailable = (endpoint: E) =>
    (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
    !question.ejected?.(endpoint);
  const priorities = byPriority(withoutRepeats(question.groups), isAvailable);
  const loads = priorityLoads(priorities, question.panicThreshold);
  const shares = priorities.flatMap((priority, i) => {
    const panics = loads.panicking.includes(i);
    const pick = panics ? () => true : isAvailable;
    return sharesWithin(priority, {
      load: loads.percent[i] / 100,
      pick,
      localityWeighted: question.localityWeighted && !panics,
    });
  });
  return { shares, refused: loads.refused, panicking: loads.panicking };
}

/** Envoy keeps the first copy of an address in the whole assignment (reference 4.4). */
function withoutRepeats<E extends LoadedEndpoint>(
  groups: readonly LocalityGroup<E>[],
): readonly LocalityGroup<E>[] {
  const seen = new AddressSet();
  return groups.map(group => ({
    ...group,
    endpoints: group.endpoints.filter(endpoint => seen.add(endpoint)),
  }));
}

function byPriority<E>(
  groups: readonly LocalityGroup<E>[],
  isAvailable: (endpoint: E) => boolean,
): readonly Priority<E>[] {
  const priorities: PriorityDraft<E>[] = [];
  for (const group of groups) {
    while (priorities.length <= group.priority)
      priorities.push({ groups: [], total: 0, available: 0 });
    const priority = priorities[group.priority];
    priority.groups.push(group);
    priority.total += group.endpoints.length;
    for (const endpoint of group.endpoints)
      if (isAvailable(endpoint)) priority.available++;
  }
  return priorities;
}

function priorityLoads(
  priorities: readonly Pick<Priority<unknown>, 'available' | 'total'>[],
  panicThreshold: number,
): {
  readonly percent: readonly number[];
  readonly refused: number;
  readonly panicking: readonly number[];
} {
  const none = priorities.map(() => 0);
  const hosts = priorities.reduce((sum, { total }) => sum + total, 0);
  if (hosts === 0) return { percent: none, refused: 1, panicking: [] };

  const health = priorities.map(({ available, total }) =>
    total === 0
      ? 0
      : Math.min(100, Math.floor((OVERPROVISIONING * available) / total)),
  );
  const norm = Math.min(
    100,
    health.reduce((sum, value) => sum + value, 0),
  );
  if (norm === 0 && panicThreshold === 0) {
    return { percent: none, refused: 1, panicking: [] };
  }
  const panics = priorities.map(({ available, total }) => {
    if (norm === 100) return false;
    const availablePercent = total === 0 ? 0 : (100 * available) / total;
    return availablePercent < panicThreshold;
  });
  const panicking = [...panics.keys()].filter(i => panics[i]);

  if (panics.every(Boolean)) {
    const percent = priorities.map(({ total }) =>
      Math.floor((100 * total) / hosts),
    );
    return {
      percent: withRest(percent, i => priorities[i].total > 0),
      refused: 0,
      panicking,
    };
  }
  let remaining = 100;
  const percent = health.map(value => {
    const load = Math.min(remaining, Math.floor((value * 100) / norm));
    remaining -= load;
    return load;
  });
  return {
    percent: withRest(percent, i => health[i] > 0),
    refused: 0,
    panicking,
  };
}

/** Gives what rounding left over to the first priority that qualifies. */
function withRest(
  percent: readonly number[],
  qualifies: (index: number) => boolean,
): readonly number[] {
  const rest = 100 - percent.reduce((sum, value) => sum + value, 0);
  const first = percent.findIndex((_, i) => qualifies(i));
  return percent.map((value, i) => (i === first ? value + rest : value));
}

function sharesWithin<E extends LoadedEndpoint>(
  { groups }: Priority<E>,
  options: {
    readonly load: number;
    readonly pick: (endpoint: E) => boolean;
    readonly localityWeighted: boolean;
  },
): readonly EndpointShare<E>[] {
  const parts = groups.map(group => {
    let picked = 0;
    let weight = 0;
    for (const endpoint of group.endpoints) {
      if (!options.pick(endpoint)) continue;
      picked++;
      weight += endpoint.weight;
    }
    const healthy =
      group.endpoints.length === 0 ? 0 : picked / group.endpoints.length;
    const localityWeight =
      group.weight * Math.min(1, (OVERPROVISIONING / 100) * healthy);
    return { group, weight, localityWeight };
  });
  const weightOf = (part: (typeof parts)[number]) =>
    options.localityWeighted ? part.localityWeight : part.weight;
  const total = parts.reduce((sum, part) => sum + weightOf(part), 0);
  return parts.flatMap(part =>
    part.group.endpoints.map(endpoint => ({
      endpoint,
      locality: part.group.locality,
      priority: part.group.priority,
      share:
        total > 0 && part.weight > 0 && options.pick(endpoint)
          ? options.load *
            (weightOf(part) / total) *
            (endpoint.weight / part.weight)
          : 0,
    })),
  );
}
