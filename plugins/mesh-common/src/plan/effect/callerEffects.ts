import { sameData } from '../../model/sameData';
import { ServiceRef } from '../../model/refs';
import { Rule } from '../../model/rule';
import { access, ServiceAccess } from '../../rules/access';
import { AccessVerdict } from '../../rules/accessToPod';
import { CallerGroup, callerGroups } from '../../rules/callerGroups';
import { endpoints } from '../../rules/endpoints';
import { TrafficShare, trafficShare } from '../../rules/trafficShare';
import {
  CallerEffect,
  EffectCaller,
  EffectVerdict,
  FallbackLoss,
} from '../effect';
import { CallOrder, callOrder } from './callOrder';
import { Comparison, Pair } from './Comparison';
import { accessWords, orderWords, shareWords } from './words';

/** What changes for the callers of services. */
export interface CallerEffects {
  readonly callers: readonly CallerEffect[];
  readonly losesFallback: readonly FallbackLoss[];
}

/** Compares where calls of each group of callers go, in which order, and whether they are let in. */
export function callerEffects(
  comparison: Comparison,
  services: readonly ServiceRef[],
): CallerEffects {
  const callers: CallerEffect[] = [];
  const losesFallback: FallbackLoss[] = [];
  for (const service of services) {
    for (const group of groupsOf(comparison, service)) {
      const found = effectsOn(comparison, service, group);
      callers.push(...found.callers);
      losesFallback.push(...found.losesFallback);
    }
  }
  return { callers: distinct(callers), losesFallback: distinct(losesFallback) };
}

/** Groups of one namespace and locality that fare alike are one caller. */
export function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
}

/** Callers before and after: a change may hide a service from them, or show it. */
export function groupsOf(
  comparison: Comparison,
  service: ServiceRef,
): readonly CallerGroup[] {
  const { before, after } = comparison.ask(callerGroups, { service });
  const nameOf = ({ client }: CallerGroup) =>
    [client.cluster, client.namespace, client.pod].join('/');
  return [
    ...new Map(
      [...after, ...before].map(group => [nameOf(group), group] as const),
    ).values(),
  ];
}

/** A group of callers as effects name it. */
export function effectCaller(group: CallerGroup): EffectCaller {
  const { cluster, namespace, locality } = group;
  return { cluster, namespace, locality };
}

function effectsOn(
  comparison: Comparison,
  service: ServiceRef,
  group: CallerGroup,
): CallerEffects {
  const { client } = group;
  const caller = effectCaller(group);
  const question = { client, service };
  const effects: CallerEffect[] = [];
  const add = (
    aspect: CallerEffect['aspect'],
    pair: Pair<string>,
    verdict: EffectVerdict,
  ) => {
    const { before, after } = pair;
    if (before === after) return;
    effects.push({
      caller,
      service,
      aspect,
      before,
      after,
      verdict: pair.seen ? verdict : 'unknown',
    });
  };

  const shares = comparison.ask(trafficShare, question);
  add('destinations', inWords(shares, shareWords), shareVerdict(shares));

  const orders = comparison.ask(callOrder, question);
  const order = inWords(orders, orderWords);
  const fallback = fallbackVerdict(orders);
  if (orders.after.destinations.length > 0) add('order', order, fallback);

  const doors = comparison.ask(permission, { service, group });
  add('permission', inWords(doors, permissionWords), permissionVerdict(doors));

  const lost = fallback === 'loses' && order.before !== order.after;
  const { before, after } = order;
  return {
    callers: effects,
    losesFallback: lost
      ? [{ caller, service, before, after: after || 'nobody' }]
      : [],
  };
}

function inWords<A>(
  { before, after, seen }: Pair<A>,
  words: (answer: A) => string,
): Pair<string> {
  return { before: words(before), after: words(after), seen };
}

function shareVerdict({ before, after }: Pair<TrafficShare>): EffectVerdict {
  const change = failing(after) - failing(before);
  if (Math.abs(change) < 1e-9) return 'changes';
  return change > 0 ? 'loses' : 'gains';
}

function failing(share: TrafficShare): number {
  if (share.code === 'none') return 1;
  return Math.max(...share.routes.map(route => route.failing));
}

/** A fallback is another stage that is reached, because failing hosts are ejected. */
function fallbackVerdict({ before, after }: Pair<CallOrder>): EffectVerdict {
  const stages = fallbacks(after) - fallbacks(before);
  if (stages === 0) return 'changes';
  return stages > 0 ? 'gains' : 'loses';
}

function fallbacks({ destinations }: CallOrder): number {
  const counts = destinations.map(({ stages, ejection }) =>
    ejection.code === 'armed' ? Math.max(0, stages.length - 1) : 0,
  );
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** What the service says to each identity of a group, at each of its ports. */
const permission: Rule<
  { readonly service: ServiceRef; readonly group: CallerGroup },
  readonly AccessVerdict[]
> = {
  source: '7.7',
  ask(mesh, { service, group }) {
    const ports = new Set(
      mesh
        .ask(endpoints, { service })
        .clusters.flatMap(part => part.ports.map(({ number }) => number)),
    );
    const accounts = new Set(
      group.workloads.flatMap(({ client: { cluster, namespace, pod } }) => {
        const found = mesh.get(cluster, 'Pod', { namespace, name: pod });
        return found ? [found.serviceAccount] : [];
      }),
    );
    const answers: ServiceAccess[] = [...ports].flatMap(port =>
      [...accounts].map(serviceAccount =>
        mesh.ask(access, {
          service,
          port,
          client: {
            trustDomain: undefined,
            namespace: group.namespace,
            serviceAccount,
          },
        }),
      ),
    );
    return answers.flatMap(({ clusters }) =>
      clusters.map(({ verdict }) => verdict),
    );
  },
};

function permissionWords(verdicts: readonly AccessVerdict[]): string {
  const words = verdicts.map(accessWords);
  return [...new Set(words)].sort().join('; ');
}

function permissionVerdict({
  before,
  after,
}: Pair<readonly AccessVerdict[]>): EffectVerdict {
  if ([...before, ...after].some(({ code }) => code === 'unknown')) {
    return 'unknown';
  }
  const open = (verdicts: readonly AccessVerdict[]) =>
    verdicts.filter(({ code }) => code === 'allow' || code === 'not-enforced')
      .length;
  const change = open(after) - open(before);
  if (change === 0 || sameData(before, after)) return 'changes';
  return change > 0 ? 'gains' : 'loses';
}
