import { X509Certificate } from 'node:crypto';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Approval,
  ClusterName,
  Instant,
  Operation,
  OperationFilter,
  Plan,
  PlanRequest,
  PlanResult,
  SubmitRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { ulid } from 'ulid';
import type { Caller } from '../engine/Caller';
import type { ObjectWriters } from '../kubernetes/ObjectWriter';
import { actionsOf, isHuman } from './actionsOf';
import type { AbsentCaller } from './changedSincePlan';
import { NO_EVENTS, OperationEvents } from './OperationEvents';
import type { OperationClaim } from './OperationClaim';
import { OperationJournal, StoredOperation } from './OperationJournal';
import type { Observe } from './observed';
import { OperationRunner } from './OperationRunner';
import { OperationWorker } from './OperationWorker';
import { MergeWatch } from './MergeWatch';
import { Drafter, Planner, PreparedPlan, SubjectOf } from './Planner';
import { differingChanges, digest } from './planHash';
import { backOff, RetryPause } from './RetryPause';
import type { ShownPlan } from './ShownPlans';
import { NO_STEPS, Steps } from './Steps';
import { tell } from './tell';
import { waveOf, wavesOf } from './waves';

const LEASE_MS = 30_000;
const LOOK_MS = 10_000;
const SETTLE_MS = 5_000;
const MOST_OPERATIONS = 200;

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** What {@link Operations} works with. */
export interface OperationsOptions {
  readonly draft: Drafter;
  readonly writers: ObjectWriters;
  readonly journal: OperationJournal;
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
  /** Cluster that is changed first, if it is among the targets. */
  readonly canary: ClusterName | undefined;
  /** Aborts when the backend stops: others go on with what runs. */
  readonly signal: AbortSignal;
  /** Those who asked for operations that begin when they are not there. */
  readonly absentCaller: AbsentCaller;
  /** Whose rights in the clusters a plan needs beside the writer's; nobody's without it. */
  readonly subjectOf?: SubjectOf;
  readonly events?: OperationEvents;
  readonly steps?: Steps;
  readonly pause?: RetryPause;
  readonly leaseMs?: number;
  readonly lookMs?: number;
  readonly settleMs?: number;
  /** Without it, changes of trust end as soon as they are written. */
  readonly observe?: Observe;
  readonly now?: () => Instant;
}

/** Plans and their application. The one place from which clusters are written. */
export class Operations {
  static create(given: OperationsOptions): Operations {
    const options = {
      subjectOf: async () => ({ code: 'unchecked' as const }),
      events: NO_EVENTS,
      steps: NO_STEPS,
      pause: backOff,
      leaseMs: LEASE_MS,
      lookMs: LOOK_MS,
      settleMs: SETTLE_MS,
      observe: async () => [],
      now: Date.now,
      ...given,
    };
    const planner = Planner.create(options);
    const runner = OperationRunner.create({ ...options, planner });
    return new Operations(
      options,
      planner,
      OperationWorker.create({ ...options, runner }),
      MergeWatch.create(options),
    );
  }

  private constructor(
    private readonly options: Required<OperationsOptions>,
    private readonly planner: Planner,
    private readonly worker: OperationWorker,
    private readonly merges: MergeWatch,
  ) {}

  /** Goes on with operations whose backend is gone, now and as long as this backend runs. */
  start(): void {
    this.worker.start();
    this.merges.start();
  }

  /** Goes on with operations that nobody runs. Resolves when they have ended or wait again. */
  look(): Promise<void> {
    return this.worker.look();
  }

  /** Looks once at what clusters show of pull requests. */
  lookAtMerges(): Promise<void> {
    return this.merges.look();
  }

  /** What a request would do. The plan is remembered, so that it can be submitted. */
  async plan(request: PlanRequest, caller: Caller): Promise<PlanResult> {
    const result = await this.planner.prepare(request, caller);
    if (result.code === 'refused') return result;
    const { plan, draft, identity } = result.prepared;
    const { expiresAt } = plan;
    const { scopes } = draft;
    await this.options.journal.shown.remember(
      { ...identity, scopes, requester: caller.name, expiresAt },
      this.options.now(),
    );
    return { code: 'planned', plan };
  }

  /** Begins to apply a plan. Returns as soon as that is recorded; the operation goes on by itself. */
  async submit(request: SubmitRequest, caller: Caller): Promise<Operation> {
    const { journal, now, leaseMs, steps } = this.options;
    await journal.sweep(now());
    const known = await journal.byKey(caller.name, request.idempotencyKey);
    if (known !== undefined) return this.again(known, request, caller);
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
      owner: this.worker.owner,
      at: now(),
      leaseUntil: now() + leaseMs,
    };
    const claimed = await journal.claim(claim);
    if (claimed.code === 'exists') {
      return this.again(claimed.id, request, caller);
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
    await tell(this.options, claim.id);
    void this.worker.wake(claim.id);
    return this.get(claim.id, caller);
  }

  /** An operation with its plan, if the caller may see it. */
  async get(id: string, caller: Caller): Promise<Operation> {
    const stored = await this.visible(id, caller);
    const plan = await this.options.journal.plan(id);
    return { ...this.seen(stored, caller), ...(plan && { plan }) };
  }

  /** Operations the caller may see, newest first. */
  async list(
    caller: Caller,
    { limit = 50, namespace }: OperationFilter = {},
  ): Promise<{ readonly items: readonly Operation[] }> {
    const { journal, now } = this.options;
    await journal.sweep(now());
    const found = await journal.list({
      requester: caller.seesAllOperations ? undefined : caller.name,
      approvable: caller.approvesOperations,
      namespace,
      limit: Math.min(limit, MOST_OPERATIONS),
    });
    return { items: found.map(stored => this.seen(stored, caller)) };
  }

  /** Lets an operation of somebody else go on. The caller has been found to be allowed to. */
  async approve(
    id: string,
    approval: Approval,
    caller: Caller,
  ): Promise<Operation> {
    const { operation } = await this.visible(id, caller);
    requireSecondPerson(operation, caller);
    const plan = await this.options.journal.plan(id);
    requireFingerprint(plan, approval);
    const { planHash } = approval;
    await this.decide(id, { decision: 'approved', planHash }, caller);
    await this.options.steps.at('approve', id);
    void this.worker.wake(id);
    return this.get(id, caller);
  }

  /** Ends an operation of somebody else that waits for approval. */
  async reject(
    id: string,
    { reason }: { readonly reason: string },
    caller: Caller,
  ): Promise<Operation> {
    const { operation } = await this.visible(id, caller);
    requireSecondPerson(operation, caller);
    const { planHash } = operation;
    await this.decide(id, { decision: 'rejected', planHash, reason }, caller);
    return this.get(id, caller);
  }

  /** Goes on with what is left of an operation. */
  async resume(id: string, caller: Caller): Promise<Operation> {
    const { journal, now } = this.options;
    await this.visible(id, caller);
    if (!(await journal.resume(id, now()))) throw notHeld(id, 'resume');
    void this.worker.wake(id);
    return this.get(id, caller);
  }

  /** Leaves everything as it is now, for good. */
  async accept(
    id: string,
    { reason }: { readonly reason: string },
    caller: Caller,
  ): Promise<Operation> {
    const { journal, now } = this.options;
    const { operation } = await this.visible(id, caller);
    const left = operation.message ?? '';
    const message = `${left} Accepted by ${caller.name}: ${reason}`.trim();
    if (!(await journal.accept(id, message, now()))) {
      throw notHeld(id, 'accept');
    }
    await tell(this.options, id);
    return this.get(id, caller);
  }

  /** Ends after the object that is being written. What waits for approval is withdrawn. */
  async stop(id: string, caller: Caller): Promise<Operation> {
    const { journal, now } = this.options;
    await this.visible(id, caller);
    const message = `Stopped by ${caller.name}.`;
    if (!(await journal.stop(id, message, now()))) {
      throw new ConflictError(`Operation ${id} has ended; nothing is stopped.`);
    }
    return this.get(id, caller);
  }

  private async decide(
    id: string,
    decision: {
      readonly decision: 'approved' | 'rejected';
      readonly planHash: string;
      readonly reason?: string;
    },
    { name }: Caller,
  ): Promise<void> {
    const { journal, now } = this.options;
    await journal.sweep(now());
    const made = { ...decision, approver: name };
    const decided = await journal.decide(id, made, now());
    if (decided.code === 'busy') throw busy(decided.id);
    if (decided.code === 'gone') {
      throw new ConflictError(
        `Operation ${id} does not wait for approval of this plan: it was decided, has expired or has another plan. Look at it again.`,
      );
    }
    await tell(this.options, id);
  }

  private async visible(id: string, caller: Caller): Promise<StoredOperation> {
    const { journal, now } = this.options;
    await journal.sweep(now());
    const stored = await journal.get(id);
    if (!stored || !maySee(stored.operation, caller))
      throw new NotFoundError(`There is no operation "${id}"`);
    return stored;
  }

  private seen(stored: StoredOperation, caller: Caller): Operation {
    return { ...stored.operation, actions: actionsOf(stored, caller) };
  }

  /** The operation of an idempotency key. Not its plan counts, which has changed with what was done, but what was asked for. */
  private async again(
    id: string,
    { intent, parameters }: SubmitRequest,
    caller: Caller,
  ): Promise<Operation> {
    const asked = await this.options.journal.request(id);
    if (digest(asked) !== digest({ intent, parameters })) {
      throw new ConflictError(
        `The idempotency key is that of operation ${id}, which was asked for something else. Use another key.`,
      );
    }
    return this.get(id, caller);
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
    const { journal } = this.options;
    try {
      const { planHash, idempotencyKey: _, pullRequest, ...asked } = request;
      const result = await this.planner.prepare(asked, caller);
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

/** Who decides about an operation of somebody else must be able to read it. */
function maySee({ requester, approval }: Operation, caller: Caller): boolean {
  return (
    caller.seesAllOperations ||
    requester === caller.name ||
    (caller.approvesOperations === true && approval !== undefined)
  );
}

function busy(id: string): ConflictError {
  return new ConflictError(
    `Operation ${id} is changing the same now, or is partly done. Plan again when it has ended.`,
  );
}

function notHeld(id: string, act: string): ConflictError {
  return new ConflictError(
    `Operation ${id} is neither partly done nor stuck; there is nothing to ${act}.`,
  );
}

function requireSecondPerson({ requester }: Operation, caller: Caller): void {
  if (!isHuman(caller)) {
    throw new NotAllowedError('Only a person may decide about an operation');
  }
  if (requester === caller.name) {
    throw new NotAllowedError(
      'You asked for the operation yourself; somebody else must decide about it',
    );
  }
}

function requireApplicable(plan: Plan, pullRequest: string | undefined): void {
  if (pullRequest === undefined ? plan.applicable : plan.proposable) return;
  const failing = plan.checks.flatMap(check =>
    check.code === 'ready' ? [] : `${check.cluster}: ${check.message}`,
  );
  throw new InputError(`The plan cannot be applied: ${failing.join('; ')}`);
}

/** Whoever approves a root has its fingerprint from its owner, and not from the plan. */
function requireFingerprint(plan: Plan | undefined, approval: Approval): void {
  if (plan?.intent !== 'trust-root') return;
  const given = (approval.fingerprint ?? '').replaceAll(':', '').toLowerCase();
  const certificates = plan.parameters.certificates.match(CERTIFICATE) ?? [];
  const known = certificates.map(pem =>
    new X509Certificate(pem).fingerprint256
      .replaceAll(':', '')
      .toLowerCase()
      .slice(-8),
  );
  if (known.includes(given)) return;
  throw new InputError(
    'The fingerprint is not that of the new root. Ask the owner of the root for the last 8 hex digits of its SHA-256 fingerprint.',
  );
}
