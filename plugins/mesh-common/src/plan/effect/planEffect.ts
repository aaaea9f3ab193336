import { Memo } from '../../model/memo';
import { ClusterName, ServiceRef } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { effectiveMtls } from '../../rules/effectiveMtls';
import { Finding, findingKey } from '../../rules/finding';
import { findings } from '../../rules/findings';
import { MtlsEffect, PlanEffect } from '../effect';
import { Draft } from '../plan';
import { callerEffects } from './callerEffects';
import { Comparison } from './Comparison';
import { concernedServices } from './concernedServices';
import { draftChanges } from './draftChanges';
import { shadowedObjects } from './shadowedObjects';
import { trustEffects } from './trustEffects';
import { mtlsWords } from './words';

/** Services that are looked at; a plan that concerns more says so. */
const MOST_SERVICES = 100;

/** What a plan may tell, and what is known already. @public */
export interface PlanEffectOptions {
  /** Answers about the snapshot; they are used and added to. */
  readonly memo?: Memo;
  /** Whether the requester may know of a cluster. Without it, of all. */
  sees?(cluster: ClusterName): boolean;
}

/**
 * What a draft means for callers, trust and findings: the rules, asked before and after it. What is shown afterwards for
 * the same objects is what the plan says, because it is the same rules on what is read then.
 *
 * @public
 */
export function planEffect(
  snapshot: Snapshot,
  { objects }: Pick<Draft, 'objects'>,
  { memo = Memo.create(), sees = () => true }: PlanEffectOptions = {},
): PlanEffect {
  const after = snapshot.with(...draftChanges(snapshot, objects));
  const comparison = Comparison.create({ before: snapshot, after, memo });
  const concerned = concernedServices([snapshot, after], objects);
  const services = concerned.slice(0, MOST_SERVICES);
  const { callers, losesFallback } = callerEffects(comparison, services);
  const old = findings(snapshot, { memo });
  const now = findings(after, { memo: comparison.after.memo });
  const whole: Omit<PlanEffect, 'hidden' | 'gaps'> = {
    callers,
    mtls: mtlsEffects(comparison, services),
    trust: trustEffects(comparison),
    losesFallback,
    shadowed: shadowedObjects(comparison, services, objects),
    findings: {
      appear: without(now.findings, old.findings),
      disappear: without(old.findings, now.findings),
    },
    notExamined: concerned.slice(MOST_SERVICES),
  };
  return visible(whole, comparison, sees);
}

function mtlsEffects(
  comparison: Comparison,
  services: readonly ServiceRef[],
): readonly MtlsEffect[] {
  return services.flatMap(service => {
    const pair = comparison.ask(effectiveMtls, { service });
    const clusters = new Set(
      [...pair.before, ...pair.after].map(({ cluster }) => cluster),
    );
    return [...clusters].flatMap((cluster): MtlsEffect[] => {
      const find = (parts: typeof pair.before) =>
        mtlsWords(parts.find(part => part.cluster === cluster));
      const before = find(pair.before);
      const now = find(pair.after);
      return before === now ? [] : [{ service, cluster, before, after: now }];
    });
  });
}

function without(
  found: readonly Finding[],
  others: readonly Finding[],
): readonly Finding[] {
  const known = new Set(others.map(findingKey));
  return found.filter(finding => !known.has(findingKey(finding)));
}

/** Leaves out what is about clusters that the requester may not see, and counts it. */
function visible(
  effect: Omit<PlanEffect, 'hidden' | 'gaps'>,
  comparison: Comparison,
  sees: (cluster: ClusterName) => boolean,
): PlanEffect {
  let hidden = 0;
  const only = <T>(
    items: readonly T[],
    clustersOf: (item: T) => readonly ClusterName[],
  ) => {
    const shown = items.filter(item => clustersOf(item).every(sees));
    hidden += items.length - shown.length;
    return shown;
  };
  const ofFinding = ({ subject }: Finding) => subject.clusters;
  const shown = {
    ...effect,
    callers: only(effect.callers, ({ caller }) => [caller.cluster]),
    mtls: only(effect.mtls, ({ cluster }) => [cluster]),
    trust: only(effect.trust, ({ truster, trusted }) => [
      truster.cluster,
      trusted.cluster,
    ]),
    losesFallback: only(effect.losesFallback, ({ caller }) => [caller.cluster]),
    shadowed: only(effect.shadowed, ({ object, caller }) => [
      object.cluster,
      ...(caller ? [caller.cluster] : []),
    ]),
    findings: {
      appear: only(effect.findings.appear, ofFinding),
      disappear: only(effect.findings.disappear, ofFinding),
    },
  };
  const gaps = comparison.gaps().filter(({ cluster }) => sees(cluster));
  return { ...shown, hidden, gaps };
}
