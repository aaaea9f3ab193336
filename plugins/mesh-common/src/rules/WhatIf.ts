import { Answer, Evidence } from '../model/answer';
import { Change } from '../model/change';
import { Gap } from '../model/coverage';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { ClusterName, Instant, ServiceRef } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { CallablePort, callablePorts } from './callablePorts';
import { CallerGroup, callerGroups } from './callerGroups';
import { clusterPosition } from './clusterPosition';
import { CallQuestion } from './callTarget';
import {
  FleetLoss,
  isCallerLost,
  isForgottenByOthers,
  isFrozen,
  isInFleet,
  LossPhase,
  phasesOfAll,
} from './fleetLoss';
import {
  isFailing,
  lossVerdict,
  LossVerdict,
  worstVerdict,
} from './lossVerdict';
import { meshesSaid } from './meshesSaid';
import { LossWorld, SeenCalls, SharesAfter } from './LossWorld';
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

/** What losses do to a service. @public */
export interface LossOutcome {
  readonly service: ServiceRef;
  readonly losses: readonly FleetLoss[];
  /** The worst of all groups but those that are lost themselves and those of another mesh, which call another service of that name; without any caller, `unknown`. */
  readonly verdict: LossVerdict;
  readonly groups: readonly GroupOutcome[];
  /** What could not be seen when callers were looked for. */
  readonly gaps: readonly Gap[];
}

/** A question of what if. @public */
export interface LossQuestion {
  readonly service: ServiceRef;
  /** Service port; without one, the first. */
  readonly port?: number;
  /** What is lost at the same time. */
  readonly losses: readonly FleetLoss[];
}

/** Who calls a service, as was found out elsewhere. @public */
export type KnownCallers = Pick<
  Answer<readonly CallerGroup[]>,
  'value' | 'gaps'
>;

/** Snapshots after a loss that are kept, each with its answers. */
const KEPT_LOSSES = 8;

/** A group of callers, and what a loss is to it. */
interface AffectedGroup {
  readonly group: CallerGroup;
  readonly question: CallQuestion;
  /** The callers themselves are lost. */
  readonly callerLost: boolean;
  /** Their control plane is lost. */
  readonly frozen: boolean;
  readonly phases: readonly PhaseWorld[];
}

/** A phase of a loss, for all callers. */
interface PhaseWorld {
  readonly name: LossPhase['name'];
  /** What istiods know. */
  readonly world: LossWorld;
  /** What is dead without their knowledge. */
  readonly failure: SharesAfter | undefined;
}

/** Where calls go in a phase. */
interface PhaseCalls {
  readonly name: LossPhase['name'];
  readonly share: TrafficShare;
  readonly calls: SeenCalls;
}

/**
 * What would happen if parts of the fleet were lost. The snapshot stays as it is; snapshots after a loss are made once and shared by all
 * services. Reference 5.7.
 *
 * @public
 */
export class WhatIf {
  static create(options: {
    readonly snapshot: Snapshot;
    /** Answers worked out before; they are used and added to. */
    readonly memo?: Memo;
    /** Callers of the services that will be asked for, where the snapshot does not have them all; by default it is asked. */
    readonly callers?: (service: ServiceRef) => KnownCallers;
  }): WhatIf {
    const { snapshot, memo = Memo.create() } = options;
    const {
      callers = service => answer(snapshot, callerGroups, { service }, memo),
    } = options;
    return new WhatIf(LossWorld.create({ snapshot, memo }), callers);
  }

  private readonly after = new Map<string, LossWorld>();

  private constructor(
    private readonly today: LossWorld,
    private readonly callersOf: (service: ServiceRef) => KnownCallers,
  ) {}

  /** Ports of a service that its callers may call, in the order of the service, so that the first is asked for where a question names none. */
  ports(service: ServiceRef): readonly CallablePort[] {
    const { snapshot, memo } = this.today;
    const ports = this.callersOf(service).value.flatMap(
      ({ client }) =>
        Mesh.ask(snapshot, callablePorts, { client, service }, memo).value,
    );
    return [...new Map(ports.map(port => [port.number, port])).values()];
  }

  /** Shares of every caller group before and in each phase, and whether calls survive. */
  ask(question: LossQuestion): LossOutcome {
    const { service, losses } = question;
    const { value, gaps } = this.callersOf(service);
    const groups = this.outcomes(question, value);
    const isElsewhere = this.otherMeshes(losses);
    // In another mesh, a service of that name is another one; what is felt there all the same counts.
    const concerned = groups.filter(
      ({ group, verdict }) =>
        !isElsewhere(group.cluster) ||
        !(verdict === 'unaffected' || verdict === 'unknown'),
    );
    const judged = concerned.filter(
      ({ reasons }) => !reasons.includes('caller-lost'),
    );
    const verdicts = (judged.length > 0 ? judged : concerned).map(
      ({ verdict }) => verdict,
    );
    // Callers that could not be seen may fare worse than those that could.
    const unseen: readonly LossVerdict[] =
      concerned.length === 0 ||
      gaps.some(({ cluster }) => !isElsewhere(cluster))
        ? ['unknown']
        : [];
    return {
      service,
      losses,
      verdict: worstVerdict([...verdicts, ...unseen]),
      groups,
      gaps,
    };
  }

  /** Tells which clusters have said that they are of other meshes than all that is lost: what cannot be seen there does not matter to it. */
  private otherMeshes(
    losses: readonly FleetLoss[],
  ): (cluster: ClusterName) => boolean {
    const { snapshot, memo } = this.today;
    const meshOf = (cluster: ClusterName | undefined) =>
      cluster === undefined
        ? undefined
        : Mesh.ask(snapshot, clusterPosition, cluster, memo).value.mesh;
    const lost = losses.map(loss => meshOf(lostCluster(loss)));
    if (lost.includes(undefined)) return () => false;
    return cluster => {
      const said = Mesh.ask(snapshot, meshesSaid, cluster, memo).value;
      return said.length > 0 && !said.some(id => lost.includes(id));
    };
  }

  private outcomes(
    question: LossQuestion,
    callers: readonly CallerGroup[],
  ): readonly GroupOutcome[] {
    const { losses, service } = question;
    const phases = this.phases(losses, service);
    const known = losses.every(loss => isInFleet(loss, this.today.snapshot));
    return callers.map(group =>
      this.outcome(this.affected(question, group, phases), known),
    );
  }

  private affected(
    { service, port, losses }: LossQuestion,
    group: CallerGroup,
    phasesOfLosses: readonly PhaseWorld[],
  ): AffectedGroup {
    const callerLost = losses.some(loss => isCallerLost(loss, group));
    const frozen = losses.some(loss => isFrozen(loss, group));
    // What others forget does not reach callers with a control plane of their own, and nothing new reaches those without.
    const felt = losses.filter(loss => !isForgottenByOthers(loss, group));
    const phases =
      felt.length === losses.length
        ? phasesOfLosses
        : this.phases(felt, service);
    const { client } = group;
    return {
      group,
      question: { client, service, ...(port === undefined ? {} : { port }) },
      callerLost,
      frozen,
      phases: phases.filter(
        ({ world }) => world === this.today || !(callerLost || frozen),
      ),
    };
  }

  private phases(
    losses: readonly FleetLoss[],
    service: ServiceRef,
  ): readonly PhaseWorld[] {
    return phasesOfAll(losses, service).map(
      ({ name, dead, noticed, changes }) => ({
        name,
        world: this.worldAfter(changes),
        failure:
          dead.length === 0 ? undefined : SharesAfter.create({ dead, noticed }),
      }),
    );
  }

  private outcome(
    affected: AffectedGroup,
    /** What is lost is one of the fleet. */
    known: boolean,
  ): GroupOutcome {
    const { group, question, callerLost, frozen } = affected;
    const before = this.today.calls(question);
    const after = affected.phases.map(
      ({ name, world, failure }): PhaseCalls => {
        const calls = world.calls(question);
        return {
          name,
          calls,
          share: failure ? failure.of(calls) : calls.share,
        };
      },
    );
    const phases = after.map(({ name, share, calls }) => ({
      name,
      share,
      seen: this.isSeen(calls),
    }));
    const seenToday = this.isSeen(before);
    const seen = known && seenToday && phases.every(phase => phase.seen);
    const verdict = lossVerdict({ before: before.share, phases, frozen, seen });
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
      verdict,
      reasons: [...reasons],
      gaps: distinct(all.flatMap(({ gaps }) => gaps)),
      because: before.because(),
      asOf: oldest(all.map(({ asOf }) => asOf)),
    };
  }

  private isSeen({ gaps, asOf }: SeenCalls): boolean {
    return (
      gaps.length === 0 &&
      asOf !== undefined &&
      this.today.snapshot.at - asOf <= STALE_AFTER
    );
  }

  private worldAfter(changes: readonly Change[]): LossWorld {
    if (changes.length === 0) return this.today;
    const key = JSON.stringify(changes);
    const known = this.after.get(key);
    if (known) return known;
    const [first] = this.after.keys();
    if (first !== undefined && this.after.size >= KEPT_LOSSES)
      this.after.delete(first);
    const world = this.today.after(changes);
    this.after.set(key, world);
    return world;
  }
}

/** The cluster in which a loss is; `undefined` if it may be in any. */
function lostCluster(loss: FleetLoss): ClusterName | undefined {
  if (loss.code === 'locality') return undefined;
  return loss.code === 'control-plane'
    ? loss.controlPlane.cluster
    : loss.cluster;
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
