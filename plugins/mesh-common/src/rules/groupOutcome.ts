import { Evidence } from '../model/answer';
import { Gap } from '../model/coverage';
import { Instant } from '../model/refs';
import { CallerGroup } from './callerGroups';
import { LossPhase } from './fleetLoss';
import { isFailing, lossVerdict, LossVerdict } from './lossVerdict';
import { SeenCalls } from './LossWorld';
import { TrafficNote, TrafficShare } from './trafficShare';

/** Age in milliseconds from which data is too old to say that something goes well. @public */
export const STALE_AFTER = 90_000;

/** What a verdict rests on: what is known of the load, or what the loss does to callers and their control plane. @public */
export type LossReason =
  | TrafficNote['code']
  /** The callers' control plane is gone: nothing new reaches them, and new pods of them cannot start. */
  | 'control-plane-lost'
  /** The callers themselves are in the lost part. */
  | 'caller-lost'
  /** The caller's control plane does not know the service any more. */
  | 'service-forgotten'
  /** Data that matters cannot be seen or is older than 90 seconds, or the lost cluster is not known. */
  | 'not-fully-seen';

/** Shares of one caller group in one phase of a loss. @public */
export interface PhaseOutcome {
  readonly name: LossPhase['name'];
  readonly share: TrafficShare;
  /** Everything that matters to the share was seen, and not too long ago. */
  readonly seen: boolean;
}

/** What a loss does to one group of callers. @public */
export interface GroupOutcome {
  readonly group: CallerGroup;
  readonly before: TrafficShare;
  /** Everything that matters to the share today was seen, and not too long ago. */
  readonly seen: boolean;
  readonly phases: readonly PhaseOutcome[];
  readonly verdict: LossVerdict;
  readonly reasons: readonly LossReason[];
  /** What could not be seen of what matters to these callers. */
  readonly gaps: readonly Gap[];
  /** What decides where their calls go today. */
  readonly because: readonly Evidence[];
  /** Age of the oldest data that matters to them. */
  readonly asOf: Instant | undefined;
}

/** Where calls go in a phase. */
export interface PhaseCalls {
  readonly name: LossPhase['name'];
  readonly share: TrafficShare;
  readonly calls: SeenCalls;
}

/** What becomes of the calls of one group of callers, phase by phase. Reference 5.7. */
export function groupOutcome(options: {
  readonly group: CallerGroup;
  /** The callers themselves are lost. */
  readonly callerLost: boolean;
  /** Their control plane is lost. */
  readonly frozen: boolean;
  /** What is lost is one of the fleet. */
  readonly known: boolean;
  /** Now. */
  readonly at: Instant;
  readonly before: SeenCalls;
  readonly after: readonly PhaseCalls[];
}): GroupOutcome {
  const { group, callerLost, frozen, known, at, before, after } = options;
  const phases = after.map(({ name, share, calls }) => ({
    name,
    share,
    seen: isSeen(calls, at),
  }));
  const seenToday = isSeen(before, at);
  const seen = known && seenToday && phases.every(phase => phase.seen);
  const reasons = new Set<LossReason>([
    ...(callerLost ? (['caller-lost'] as const) : []),
    ...(frozen ? (['control-plane-lost'] as const) : []),
    ...(seen ? [] : (['not-fully-seen'] as const)),
    ...reasonsIn(phases),
  ]);
  const all = [before, ...after.map(({ calls }) => calls)];
  return {
    group,
    before: before.share,
    seen: seenToday,
    phases,
    verdict: lossVerdict({ before: before.share, phases, frozen, seen }),
    reasons: [...reasons],
    gaps: distinct(all.flatMap(({ gaps }) => gaps)),
    because: before.because(),
    asOf: oldest(all.map(({ asOf }) => asOf)),
  };
}

function isSeen({ gaps, asOf }: SeenCalls, at: Instant): boolean {
  return gaps.length === 0 && asOf !== undefined && at - asOf <= STALE_AFTER;
}

/** Reasons of what fails for good; what fails until it is noticed needs none. */
function reasonsIn(phases: readonly PhaseOutcome[]): readonly LossReason[] {
  return phases
    .filter(({ name }) => name !== 't0')
    .flatMap(({ share }): readonly LossReason[] => {
      if (share.code === 'none') return ['service-forgotten'];
      return share.routes
        .filter(route => isFailing(route) || route.unplaced > 0)
        .flatMap(({ notes }) => notes.map(({ code }) => code));
    });
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  return [
    ...new Map(gaps.map(gap => [JSON.stringify(gap), gap] as const)).values(),
  ];
}

function oldest(times: readonly (Instant | undefined)[]): Instant | undefined {
  return times.includes(undefined)
    ? undefined
    : Math.min(...times.flatMap(time => time ?? []));
}
