import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  ClusterName,
  Instant,
  SubmitRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { ulid } from 'ulid';
import type { Caller } from '../engine/Caller';
import { isHuman } from './actionsOf';
import { busy } from './busy';
import type { OperationClaim } from './OperationClaim';
import type { OperationJournal } from './OperationJournal';
import type { Planner, PreparedPlan } from './Planner';
import { differingChanges, digest } from './planHash';
import { requireApplicable } from './requireApplicable';
import type { ShownPlan } from './ShownPlans';
import type { Steps } from './Steps';
import { waveOf, wavesOf } from './waves';

/** What {@link Submissions} works with. */
export interface SubmissionsOptions {
  readonly planner: Planner;
  readonly journal: OperationJournal;
  /** Cluster that is changed first, if it is among the targets. */
  readonly canary: ClusterName | undefined;
  readonly steps: Steps;
  /** How long a submission holds what it locks while it is planned once more. */
  readonly leaseMs: number;
  /** Name of this backend in leases. */
  readonly owner: string;
  readonly now: () => Instant;
}

/**
 * Makes operations of plans: of those that were shown to whoever submits them, are not too old, and would do the same now,
 * while nobody else can change the same through Meshwise (T47, T49).
 */
export class Submissions {
  static create(options: SubmissionsOptions): Submissions {
    return new Submissions(options);
  }

  private constructor(private readonly options: SubmissionsOptions) {}

  /** Makes a plan that was shown an operation, and gives its id; with a key that was used before, that of the operation of then. */
  async begin(
    request: SubmitRequest,
    caller: Caller,
  ): Promise<{ readonly id: string; readonly isNew: boolean }> {
    const { journal, now, leaseMs, steps } = this.options;
    await journal.sweep(now());
    const known = await journal.stored.byKey(
      caller.name,
      request.idempotencyKey,
    );
    if (known !== undefined) return this.again(known, request);
    const { scopes } = await this.shown(request, caller);

    const claim: OperationClaim = {
      id: ulid(now()),
      requester: caller.name,
      idempotencyKey: request.idempotencyKey,
      intent: request.intent,
      parameters: request.parameters,
      planHash: request.planHash,
      scopes,
      undoOf:
        request.intent === 'undo' ? request.parameters.operation : undefined,
      ...(request.pullRequest !== undefined && {
        pullRequest: request.pullRequest,
      }),
      owner: this.options.owner,
      at: now(),
      leaseUntil: now() + leaseMs,
    };
    const claimed = await journal.claim(claim);
    if (claimed.code === 'exists') {
      return this.again(claimed.id, request);
    }
    if (claimed.code === 'busy') throw busy(claimed.id);
    await steps.at('lock', claim.id);
    const prepared = await this.replan(claim.id, request, caller);
    const waves = wavesOf(
      prepared.draft.class,
      prepared.changes,
      this.options.canary,
    );
    const begun = await journal.begin(claim, prepared, waveOf(waves));
    if (begun.code === 'busy') throw busy(begun.id);
    await steps.at('submit', claim.id);
    return { id: claim.id, isNew: true };
  }

  /** The operation of an idempotency key. Not its plan counts, which has changed with what was done, but what was asked for. */
  private async again(
    id: string,
    { intent, parameters }: SubmitRequest,
  ): Promise<{ readonly id: string; readonly isNew: boolean }> {
    const asked = await this.options.journal.stored.request(id);
    if (!asked) {
      throw new ConflictError(
        'Another submission with this idempotency key has just failed. Submit the plan again.',
      );
    }
    if (digest(asked) !== digest({ intent, parameters })) {
      throw new ConflictError(
        `The idempotency key is that of operation ${id}, which was asked for something else. Use another key.`,
      );
    }
    return { id, isNew: false };
  }

  private async shown(
    { planHash }: SubmitRequest,
    caller: Caller,
  ): Promise<ShownPlan> {
    const { journal, now } = this.options;
    const shown = await journal.shown.find(planHash, caller.name);
    if (!shown || shown.expiresAt < now()) {
      throw new ConflictError(
        'The plan has expired, or it was shown to somebody else. Make a new plan and look at it.',
      );
    }
    return shown;
  }

  /** Plans once more while nobody else can change the same through Meshwise. */
  private async replan(
    id: string,
    request: SubmitRequest,
    caller: Caller,
  ): Promise<PreparedPlan> {
    const { journal, planner } = this.options;
    try {
      const { planHash, idempotencyKey: _, pullRequest, ...asked } = request;
      const result = await planner.prepare(asked, caller);
      if (result.code === 'refused') {
        const reasons = result.refusals.map(({ message }) => message);
        throw new ConflictError(`Refused by now: ${reasons.join('; ')}.`);
      }
      const { plan, identity } = result.prepared;
      if (identity.hash !== planHash) {
        const shown = await journal.shown.find(planHash, caller.name);
        const changed = differingChanges(
          shown?.digests ?? new Map(),
          identity.digests,
        );
        throw new ConflictError(
          `The clusters are no longer as the plan found them (${changed.join(
            ', ',
          )}). Make a new plan and look at it.`,
        );
      }
      requireApplicable(plan, pullRequest);
      if (plan.approval && !isHuman(caller)) {
        throw new NotAllowedError(
          `Only a person may ask for this: ${plan.approval.reason}`,
        );
      }
      return result.prepared;
    } catch (error) {
      await journal.withdraw(id);
      throw error;
    }
  }
}
