import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Approval,
  ClusterName,
  Instant,
  Operation,
  OperationFilter,
  PlanRequest,
  PlanResult,
  SubmitRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Caller } from '../engine/Caller';
import type { ObjectWriters } from '../kubernetes/ObjectWriter';
import { actionsOf } from './actionsOf';
import { busy } from './busy';
import type { AbsentCaller } from './changedSincePlan';
import { MergeWatch } from './MergeWatch';
import type { Observe } from './observed';
import { NO_EVENTS, OperationEvents } from './OperationEvents';
import type { OperationJournal } from './OperationJournal';
import { OperationRunner } from './OperationRunner';
import { OperationWorker } from './OperationWorker';
import { Drafter, Planner, SubjectOf } from './Planner';
import { requireFingerprint } from './requireFingerprint';
import { requireSecondPerson } from './requireSecondPerson';
import { backOff, RetryPause } from './RetryPause';
import { NO_STEPS, Steps } from './Steps';
import type { StoredOperation } from './StoredOperations';
import { Submissions } from './Submissions';
import { tell } from './tell';

const LEASE_MS = 30_000;
const LOOK_MS = 10_000;
const SETTLE_MS = 5_000;
const MOST_OPERATIONS = 200;

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
    const worker = OperationWorker.create({ ...options, runner });
    const { owner } = worker;
    return new Operations(
      options,
      planner,
      Submissions.create({ ...options, planner, owner }),
      worker,
      MergeWatch.create(options),
    );
  }

  private constructor(
    private readonly options: Required<OperationsOptions>,
    private readonly planner: Planner,
    private readonly submissions: Submissions,
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
    const { id, isNew } = await this.submissions.begin(request, caller);
    if (isNew) {
      await tell(this.options, id);
      void this.worker.wake(id);
    }
    return this.get(id, caller);
  }

  /** An operation with its plan, if the caller may see it. */
  async get(id: string, caller: Caller): Promise<Operation> {
    const stored = await this.visible(id, caller);
    const plan = await this.options.journal.stored.plan(id);
    return { ...this.seen(stored, caller), ...(plan && { plan }) };
  }

  /** Operations the caller may see, newest first. */
  async list(
    caller: Caller,
    { limit = 50, namespace }: OperationFilter = {},
  ): Promise<{ readonly items: readonly Operation[] }> {
    const { journal, now } = this.options;
    await journal.sweep(now());
    const found = await journal.stored.list({
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
    const plan = await this.options.journal.stored.plan(id);
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
    const stored = await journal.stored.get(id);
    if (!stored || !maySee(stored.operation, caller))
      throw new NotFoundError(`There is no operation "${id}"`);
    return stored;
  }

  private seen(stored: StoredOperation, caller: Caller): Operation {
    return { ...stored.operation, actions: actionsOf(stored, caller) };
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

function notHeld(id: string, act: string): ConflictError {
  return new ConflictError(
    `Operation ${id} is neither partly done nor stuck; there is nothing to ${act}.`,
  );
}
