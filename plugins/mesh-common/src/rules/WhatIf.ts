import { Answer } from '../model/answer';
import { Change } from '../model/change';
import { Gap } from '../model/coverage';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { ClusterName, ServiceRef } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { CallablePort, callablePorts } from './callablePorts';
import { CallerGroup, callerGroups } from './callerGroups';
import { clusterPosition } from './clusterPosition';
import { CallQuestion } from './callTarget';
import { controlPlaneView } from './controlPlaneView';
import {
  FleetLoss,
  isCallerLost,
  isForgottenByOthers,
  isFrozen,
  isInFleet,
  LossPhase,
  phasesOfAll,
} from './fleetLoss';
import { GroupOutcome, groupOutcome } from './groupOutcome';
import { LossVerdict, worstVerdict } from './lossVerdict';
import { meshesSaid } from './meshesSaid';
import { LossWorld, SharesAfter } from './LossWorld';

/** What losses do to a service. @public */
export interface LossOutcome {
  readonly service: ServiceRef;
  readonly losses: readonly FleetLoss[];
  /** The worst of all groups but those that are lost themselves and those of another mesh that is not linked, which call another service of that name; without any caller, `unknown`. */
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
    // In another mesh that is not linked, a service of that name is another one; what is felt there all the same counts.
    const concerned = groups.filter(
      ({ group, verdict }) =>
        !isElsewhere(group.cluster) ||
        this.watchesOneOf(losses, group) ||
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

  /** Whether the control plane of callers watches a cluster of which something is lost: it makes one service of both, whatever their meshes are called. */
  private watchesOneOf(
    losses: readonly FleetLoss[],
    { controlPlane }: CallerGroup,
  ): boolean {
    const { snapshot, memo } = this.today;
    const lost = losses.map(lostCluster);
    const { value } = Mesh.ask(snapshot, controlPlaneView, controlPlane, memo);
    return (value?.registries ?? []).some(({ cluster }) =>
      lost.includes(cluster),
    );
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
    { group, question, callerLost, frozen, phases }: AffectedGroup,
    /** What is lost is one of the fleet. */
    known: boolean,
  ): GroupOutcome {
    return groupOutcome({
      group,
      callerLost,
      frozen,
      known,
      at: this.today.snapshot.at,
      before: this.today.calls(question),
      after: phases.map(({ name, world, failure }) => {
        const calls = world.calls(question);
        return { name, calls, share: failure?.of(calls) ?? calls.share };
      }),
    });
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
