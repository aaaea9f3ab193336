import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import pLimit from 'p-limit';
import type { ObjectWriters, WriterRefused } from '../kubernetes/ObjectWriter';
import { afterFailure, Failure } from './afterFailure';
import { failed } from './answers';
import { applyItem, ItemContext, verifyItem } from './applyItem';
import { AbsentCaller, changedSincePlan } from './changedSincePlan';
import { compensateItem } from './compensateItem';
import { describeFailure } from './describeFailure';
import { ItemWriter } from './ItemWriter';
import type { ItemResult, Lease, StateChange } from './Lease';
import { Observe, observed } from './observed';
import type { OperationEvents } from './OperationEvents';
import type { OperationJournal } from './OperationJournal';
import { Item, itemName, RunnableOperation } from './operationRows';
import { byCluster, Planner } from './Planner';
import type { RetryPause } from './RetryPause';
import type { Steps } from './Steps';
import { tell } from './tell';
import { Wave, wavesOf } from './waves';
import { withWriter } from './withWriter';

/** What {@link OperationRunner} works with. */
export interface RunnerOptions {
  readonly writers: ObjectWriters;
  readonly planner: Planner;
  readonly absentCaller: AbsentCaller;
  readonly auditor: AuditorService;
  readonly journal: Pick<OperationJournal, 'stored'>;
  readonly events: OperationEvents;
  readonly steps: Steps;
  readonly pause: RetryPause;
  /** Cluster that is changed first, if it is among the targets. */
  readonly canary: ClusterName | undefined;
  /** How long a shift of traffic stands in the first cluster before it is verified. */
  readonly settleMs: number;
  readonly observe: Observe;
  readonly now: () => Instant;
}

type Outcome = 'complete' | 'stopped' | readonly Failure[];

/** Runs an operation from wherever it stands, under a lease, until it has ended or has to wait. */
export class OperationRunner {
  static create(options: RunnerOptions): OperationRunner {
    return new OperationRunner(options);
  }

  private constructor(private readonly options: RunnerOptions) {}

  /**
   * Resolves when the lease has been given up. Rejects if the journal or the audit log cannot be written, or the
   * backend stops: then somebody else goes on.
   */
  async run(lease: Lease, signal: AbortSignal): Promise<void> {
    const operation = await lease.load();
    await this.options.steps.at('claim', operation.id);
    const run = new Run(this.options, operation, lease, signal);
    const ending = await run.toEnd();
    signal.throwIfAborted();
    await this.options.steps.at('finish', operation.id);
    await this.leave(operation, lease, ending);
  }

  private async leave(
    operation: RunnableOperation,
    lease: Lease,
    ending: StateChange,
  ): Promise<void> {
    const { id, requester, planHash } = operation;
    const event = await this.options.auditor.createEvent({
      eventId: 'operation-state',
      severityLevel: 'medium',
      meta: { operation: id, planHash, requester, state: ending.state },
    });
    await lease.leave(ending);
    await event.success();
    await tell(this.options, id);
  }
}

/** One operation while its lease is held. */
class Run {
  private readonly audited: ItemWriter;

  constructor(
    private readonly options: RunnerOptions,
    private readonly operation: RunnableOperation,
    private readonly lease: Lease,
    private readonly signal: AbortSignal,
  ) {
    const { auditor, steps } = options;
    this.audited = ItemWriter.create({ operation, lease, auditor, steps });
  }

  async toEnd(): Promise<StateChange> {
    const { operation, lease } = this;
    if (operation.compensating) return this.compensate();
    const startedAt = operation.startedAt ?? this.options.now();
    if (operation.approved && this.isNew) {
      const message = await changedSincePlan(operation, this.options);
      if (message !== undefined) return { state: 'failed', message };
    }
    await lease.enter({ state: 'applying' });
    const outcome = await this.forward();
    this.signal.throwIfAborted();
    if (outcome === 'complete') {
      return observed(operation, this.options.observe, this.signal);
    }
    const untouched = await this.isUntouched();
    if (outcome === 'stopped') {
      return untouched
        ? { state: 'failed', message: 'Stopped before anything was written.' }
        : { state: 'partial', message: 'Stopped.' };
    }
    if (untouched) {
      const message = outcome.map(failure => failure.message).join(' ');
      return { state: 'failed', message };
    }
    const now = this.options.now();
    const next = afterFailure(operation, outcome, startedAt, now);
    return next === 'compensate' ? this.compensate(outcome) : next;
  }

  /** Applies what is not applied yet, wave by wave. */
  private async forward(): Promise<Outcome> {
    const { items } = this.operation;
    const { canary, settleMs } = this.options;
    const waves = wavesOf(this.operation.class, items, canary);
    for (const [number, wave] of waves.entries()) {
      const outcome = await this.inClusters(wave, items_ =>
        this.applyCluster(items_),
      );
      if (outcome !== 'complete') return outcome;
      if (wave.settles) await this.wait(settleMs);
      await this.lease.enter({ state: 'verifying' });
      const verified = await this.inClusters(wave, items_ =>
        this.verifyCluster(items_),
      );
      if (verified !== 'complete') return verified;
      if (number + 1 < waves.length) {
        await this.lease.enter({ state: 'applying' });
      }
    }
    return 'complete';
  }

  /** All clusters of a wave, whatever happens in one of them. */
  private async inClusters(
    { clusters, parallel }: Pick<Wave<Item>, 'clusters' | 'parallel'>,
    act: (items: readonly Item[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    const limit = pLimit(parallel);
    const outcomes = await Promise.all(
      clusters.map(items => limit(() => act(items))),
    );
    const failures = outcomes.flatMap(outcome =>
      typeof outcome === 'string' ? [] : outcome,
    );
    if (failures.length > 0) return failures;
    return outcomes.includes('stopped') ? 'stopped' : 'complete';
  }

  private applyCluster(items: readonly Item[]): Promise<Outcome> {
    return this.inCluster(items, async context => {
      for (const item of items) {
        if (item.state === 'applied' || item.state === 'unchanged') continue;
        if (await this.lease.stopRequested()) return 'stopped';
        const result = await applyItem(item, context);
        this.signal.throwIfAborted();
        await this.lease.record(item, result);
        if (result.error !== undefined) return [failureOf(item, result)];
      }
      return 'complete';
    });
  }

  private verifyCluster(items: readonly Item[]): Promise<Outcome> {
    return this.inCluster(items, async ({ writer, signal }) => {
      for (const item of items) {
        await this.options.steps.at('verify', itemName(item));
        const wrong = await verifyItem(item, writer, signal);
        this.signal.throwIfAborted();
        if (wrong) {
          await this.lease.record(item, wrong);
          return [failureOf(item, wrong)];
        }
        if (item.problem !== undefined) {
          const state = item.act === 'unchanged' ? 'unchanged' : 'applied';
          await this.lease.record(item, { state });
        }
      }
      return 'complete';
    });
  }

  /** Takes back what was written, the last first. What somebody changed since is left to a person. */
  private async compensate(
    because: readonly Failure[] = [],
  ): Promise<StateChange> {
    const reason = because.map(({ message }) => message).join(' ');
    await this.lease.enter({
      state: 'compensating',
      compensating: true,
      message: reason,
    });
    const { items } = await this.lease.load();
    const written = items
      .filter(({ state, attempts }) => attempts > 0 && state !== 'compensated')
      .reverse();
    const outcome = await this.inClusters(
      { clusters: [...byCluster(written).values()], parallel: 1 },
      group => this.compensateCluster(group),
    );
    this.signal.throwIfAborted();
    if (outcome === 'complete') {
      return { state: 'compensated', compensating: false, message: reason };
    }
    const left =
      outcome === 'stopped'
        ? 'Stopped while it was taken back.'
        : outcome.map(({ message }) => message).join(' ');
    return { state: 'stuck', message: `${reason} Not taken back: ${left}` };
  }

  private compensateCluster(items: readonly Item[]): Promise<Outcome> {
    return this.inCluster(items, async context => {
      const failures: Failure[] = [];
      for (const item of items) {
        if (await this.lease.stopRequested()) return 'stopped';
        const result = await compensateItem(item, context);
        this.signal.throwIfAborted();
        await this.lease.record(item, result);
        if (result.error !== undefined) failures.push(failureOf(item, result));
      }
      return failures.length > 0 ? failures : 'complete';
    });
  }

  private async inCluster(
    items: readonly Item[],
    act: (context: ItemContext) => Promise<Outcome>,
  ): Promise<Outcome> {
    const [first] = items;
    if (!first) return 'complete';
    const { writers, pause } = this.options;
    const { id: operation } = this.operation;
    const { audited, signal } = this;
    const { cluster } = first;
    const refused = (failure: WriterRefused): Outcome => {
      const { message } = describeFailure(failure);
      return [failureOf(first, failed(failure.code, message))];
    };
    return withWriter(
      { writers, cluster, operation, signal, refused },
      (writer, within) =>
        act({ writer, audited, operation, pause, signal: within }),
    );
  }

  private get isNew(): boolean {
    return this.operation.items.every(({ attempts }) => attempts === 0);
  }

  private async isUntouched(): Promise<boolean> {
    const { items } = await this.lease.load();
    return items.every(
      ({ state, attempts }) =>
        state === 'waiting' ||
        state === 'unchanged' ||
        (state === 'failed' && attempts === 0),
    );
  }

  private wait(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}

function failureOf(item: Item, { error, message }: ItemResult): Failure {
  return {
    error: error ?? 'unknown',
    message: `${itemName(item)}: ${message}.`,
  };
}
