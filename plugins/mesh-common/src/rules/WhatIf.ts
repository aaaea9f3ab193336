import { Gap } from '../model/coverage';
import { Answer, Evidence } from '../model/answer';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { ClusterName, Instant, serviceKey, ServiceRef } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { CallerGroup, callerGroups } from './callerGroups';
import { clusterPosition } from './clusterPosition';
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
import {
  TrafficNote,
  TrafficQuestion,
  TrafficShare,
  trafficShare,
} from './trafficShare';

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

interface World {
  readonly snapshot: Snapshot;
  readonly memo: Memo;
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
    return new WhatIf({ snapshot, memo }, callers);
  }

  private readonly after = new Map<string, World>();
  private readonly todaysShares = new Map<string, Answer<TrafficShare>>();

  private constructor(
    private readonly today: World,
    private readonly callersOf: (service: ServiceRef) => KnownCallers,
  ) {}

  /** Shares of every caller group before and in each phase, and whether calls survive. */
  ask(question: LossQuestion): LossOutcome {
    const { service, losses } = question;
    const { value, gaps } = this.callersOf(service);
    const groups = value.map(group => this.outcome(question, group));
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
    return cluster => {
      const lost = losses.map(loss => meshOf(lostCluster(loss)));
      if (lost.includes(undefined)) return false;
      const said = Mesh.ask(snapshot, meshesSaid, cluster, memo).value;
      return said.length > 0 && !said.some(id => lost.includes(id));
    };
  }

  private outcome(
    { service, port, losses }: LossQuestion,
    group: CallerGroup,
  ): GroupOutcome {
    const callerLost = losses.some(loss => isCallerLost(loss, group));
    const frozen = losses.some(loss => isFrozen(loss, group));
    // What others forget does not reach callers with a control plane of their own, and nothing new reaches those without.
    const felt = losses.filter(loss => !isForgottenByOthers(loss, group));
    const question = {
      client: group.client,
      service,
      ...(port === undefined ? {} : { port }),
    };
    const { snapshot } = this.today;
    const before = this.before(question);
    const after = phasesOfAll(felt, service)
      .filter(({ changes }) => changes.length === 0 || !(callerLost || frozen))
      .map(phase => ({ name: phase.name, ...this.shareIn(phase, question) }));
    const known = [before, ...after];
    const phases = after.map(({ name, share, ...rest }) => ({
      name,
      share,
      seen: this.isSeen(rest),
    }));
    const seenToday = this.isSeen(before);
    const seen =
      losses.every(loss => isInFleet(loss, snapshot)) &&
      seenToday &&
      phases.every(phase => phase.seen);
    const verdict = lossVerdict({ before: before.value, phases, frozen, seen });
    const reasons = new Set<LossReason>([
      ...(callerLost ? (['caller-lost'] as const) : []),
      ...(frozen ? (['control-plane-lost'] as const) : []),
      ...(seen ? [] : (['not-fully-seen'] as const)),
      ...reasonsIn(phases),
    ]);
    return {
      group,
      before: before.value,
      seen: seenToday,
      phases,
      verdict,
      reasons: [...reasons],
      gaps: distinct(known.flatMap(({ gaps }) => gaps)),
      because: before.because,
      asOf: oldest(known.map(({ asOf }) => asOf)),
    };
  }

  /** Where calls go today. Asked again for every loss, so its evidence is looked for once. */
  private before(question: TrafficQuestion): Answer<TrafficShare> {
    const { client, service, port = '' } = question;
    const { cluster, namespace, pod } = client;
    const key = [cluster, namespace, pod, serviceKey(service), port].join('\n');
    const known = this.todaysShares.get(key);
    if (known) return known;
    const { snapshot, memo } = this.today;
    const found = answer(snapshot, trafficShare, question, memo);
    this.todaysShares.set(key, found);
    return found;
  }

  private isSeen({ gaps, asOf }: Pick<Answer<unknown>, 'gaps' | 'asOf'>) {
    return (
      gaps.length === 0 &&
      asOf !== undefined &&
      this.today.snapshot.at - asOf <= STALE_AFTER
    );
  }

  /** The share in a phase. Its evidence is not looked for: hundreds of shares are compared at a time. */
  private shareIn(phase: LossPhase, question: TrafficQuestion) {
    const { snapshot, memo } = this.worldAfter(phase);
    const { dead, noticed } = phase;
    const { value: share, reads } = Mesh.ask(
      snapshot,
      trafficShare,
      dead.length === 0
        ? question
        : { ...question, failure: { dead, noticed } },
      memo,
    );
    return {
      share,
      gaps: reads.gapsIn(snapshot),
      asOf: reads.asOfIn(snapshot),
    };
  }

  private worldAfter({ changes }: LossPhase): World {
    if (changes.length === 0) return this.today;
    const key = JSON.stringify(changes);
    const known = this.after.get(key);
    if (known) return known;
    const [first] = this.after.keys();
    if (first !== undefined && this.after.size >= KEPT_LOSSES)
      this.after.delete(first);
    const world = {
      snapshot: this.today.snapshot.with(...changes),
      // Whatever the loss does not touch is as it is today.
      memo: this.today.memo.fork(),
    };
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
