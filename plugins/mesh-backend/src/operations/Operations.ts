import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  ClusterName,
  Instant,
  Operation,
  PlanRequest,
  PlanResult,
  SubmitRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { ulid } from 'ulid';
import type { Caller } from '../engine/Caller';
import type { ObjectWriters } from '../kubernetes/ObjectWriter';
import { OperationJournal } from './OperationJournal';
import { OperationRunner } from './OperationRunner';
import { Drafter, Planner, PreparedPlan } from './Planner';
import { differingChanges } from './planHash';

const LEASE_MS = 30_000;
const OPERATION_LIMIT_MS = 10 * 60_000;
const MOST_OPERATIONS = 200;

/** What {@link Operations} works with. */
export interface OperationsOptions {
  readonly draft: Drafter;
  readonly writers: ObjectWriters;
  readonly journal: OperationJournal;
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
  readonly canary: ClusterName | undefined;
  /** Aborts when the backend stops: running operations end as interrupted. */
  readonly signal: AbortSignal;
  readonly now?: () => Instant;
}

/** Plans and their application. The one place from which clusters are written. */
export class Operations {
  static create(options: OperationsOptions): Operations {
    const { now = Date.now } = options;
    return new Operations(
      options,
      now,
      Planner.create({ ...options, now }),
      OperationRunner.create({ ...options, now }),
    );
  }

  private constructor(
    private readonly options: OperationsOptions,
    private readonly now: () => Instant,
    private readonly planner: Planner,
    private readonly runner: OperationRunner,
  ) {}

  /** What a request would do. The plan is remembered, so that it can be submitted. */
  async plan(request: PlanRequest, caller: Caller): Promise<PlanResult> {
    const result = await this.planner.prepare(request, caller);
    if (result.code === 'refused') return result;
    const { plan, identity } = result.prepared;
    await this.options.journal.rememberPlan(
      { ...identity, requester: caller.name, expiresAt: plan.expiresAt },
      this.now(),
    );
    return { code: 'planned', plan };
  }

  /** Begins to apply a plan. Returns as soon as that is recorded; the operation goes on by itself. */
  async submit(request: SubmitRequest, caller: Caller): Promise<Operation> {
    const { journal } = this.options;
    await journal.endInterrupted(this.now());
    const known = await journal.byKey(caller.name, request.idempotencyKey);
    if (known !== undefined) return this.get(known, caller);
    await this.requireShown(request, caller);

    const id = ulid(this.now());
    const claimed = await journal.claim({
      id,
      requester: caller.name,
      idempotencyKey: request.idempotencyKey,
      intent: request.intent,
      parameters: request.parameters,
      planHash: request.planHash,
      summary: '',
      scope: scopeOf(request),
      at: this.now(),
      leaseUntil: this.now() + LEASE_MS,
    });
    if (claimed.code === 'exists') return this.get(claimed.id, caller);
    if (claimed.code === 'busy') {
      throw new ConflictError(
        `Another operation is changing ${scopeOf(
          request,
        )} now. Plan again when it has ended.`,
      );
    }
    const prepared = await this.replan(id, request, caller);
    await journal.describe(id, prepared.plan.summary);
    this.start(id, prepared, caller);
    return this.get(id, caller);
  }

  /** An operation, if the caller may see it. */
  async get(id: string, caller: Caller): Promise<Operation> {
    await this.options.journal.endInterrupted(this.now());
    const operation = await this.options.journal.get(id);
    const visible =
      operation &&
      (caller.seesAllOperations || operation.requester === caller.name);
    if (!visible) throw new NotFoundError(`There is no operation "${id}"`);
    return operation;
  }

  /** Operations the caller may see, newest first. */
  async list(
    caller: Caller,
    limit = 50,
  ): Promise<{ readonly items: readonly Operation[] }> {
    await this.options.journal.endInterrupted(this.now());
    const requester = caller.seesAllOperations ? undefined : caller.name;
    const most = Math.min(limit, MOST_OPERATIONS);
    const items = await this.options.journal.list({ requester, limit: most });
    return { items };
  }

  private async requireShown(request: SubmitRequest, caller: Caller) {
    const { journal } = this.options;
    const shown = await journal.shownPlan(request.planHash, caller.name);
    if (!shown || shown.expiresAt < this.now()) {
      throw new ConflictError(
        'The plan has expired, or it was shown to somebody else. Make a new plan and look at it.',
      );
    }
  }

  /** Plans once more while nobody else can change the namespace through Meshwise. */
  private async replan(
    id: string,
    request: SubmitRequest,
    caller: Caller,
  ): Promise<PreparedPlan> {
    const { journal } = this.options;
    try {
      const result = await this.planner.prepare(planRequestOf(request), caller);
      if (result.code === 'refused') {
        const reasons = result.refusals.map(({ message }) => message);
        throw new ConflictError(`Refused by now: ${reasons.join('; ')}.`);
      }
      const { plan, identity } = result.prepared;
      if (identity.hash !== request.planHash) {
        const shown = await journal.shownPlan(request.planHash, caller.name);
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
      if (!plan.applicable) {
        const failing = plan.checks.flatMap(check =>
          check.code === 'ready' ? [] : `${check.cluster}: ${check.message}`,
        );
        throw new InputError(
          `The plan cannot be applied: ${failing.join('; ')}`,
        );
      }
      return result.prepared;
    } catch (error) {
      await journal.withdraw(id);
      throw error;
    }
  }

  private start(id: string, prepared: PreparedPlan, caller: Caller): void {
    const { journal, logger, signal } = this.options;
    const lease = setInterval(() => {
      journal.renewLease(id, this.now() + LEASE_MS).catch(error => {
        logger.warn(`Operation ${id} could not renew its lease`, error);
      });
    }, LEASE_MS / 3);
    const run = {
      id,
      requester: caller.name,
      planHash: prepared.plan.hash,
      changes: prepared.changes,
    };
    const limit = AbortSignal.timeout(OPERATION_LIMIT_MS);
    this.runner
      .run(run, AbortSignal.any([signal, limit]))
      .catch(error => {
        // The lease runs out, and the operation is then shown as interrupted.
        logger.error(`Operation ${id} stopped`, error);
      })
      .finally(() => clearInterval(lease));
  }
}

/** The question of a submitted plan. */
function planRequestOf({
  planHash: _hash,
  idempotencyKey: _key,
  ...request
}: SubmitRequest): PlanRequest {
  return request;
}

/** What no other operation may change meanwhile. */
function scopeOf({ intent, parameters }: PlanRequest): string {
  return 'namespace' in parameters
    ? `namespace/${parameters.namespace}`
    : `intent/${intent}`;
}
