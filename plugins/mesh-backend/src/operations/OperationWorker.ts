import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { ulid } from 'ulid';
import { Lease, StaleLeaseError } from './Lease';
import type { OperationEvents } from './OperationEvents';
import type { OperationJournal } from './OperationJournal';
import type { OperationRunner } from './OperationRunner';
import { tell } from './tell';

const OPERATION_LIMIT_MS = 10 * 60_000;

/** What {@link OperationWorker} works with. */
export interface OperationWorkerOptions {
  readonly journal: OperationJournal;
  readonly runner: OperationRunner;
  readonly events: OperationEvents;
  readonly logger: LoggerService;
  /** How long an operation is left alone by others when its backend says nothing. */
  readonly leaseMs: number;
  /** How often is looked for operations that nobody runs. */
  readonly lookMs: number;
  readonly now: () => Instant;
  /** Aborts when the backend stops: others go on at once. */
  readonly signal: AbortSignal;
}

/** Runs operations: those that begin here, and those whose backend is gone or whose time to go on has come. */
export class OperationWorker {
  static create(options: OperationWorkerOptions): OperationWorker {
    return new OperationWorker(options, ulid());
  }

  private readonly running = new Set<string>();
  private looking = false;

  private constructor(
    private readonly options: OperationWorkerOptions,
    /** Name of this backend in leases. */
    readonly owner: string,
  ) {}

  /** Looks for operations from now on until the backend stops. */
  start(): void {
    const { lookMs, signal } = this.options;
    const look = () => void this.look();
    const timer = setInterval(look, lookMs);
    timer.unref();
    signal.addEventListener('abort', () => clearInterval(timer), {
      once: true,
    });
    look();
  }

  /** Takes every operation that needs a runner. Resolves when all of them are left. */
  async look(): Promise<void> {
    await Promise.all((await this.due()).map(id => this.wake(id)));
  }

  /** A database that is slower than the interval is asked once at a time: questions must not pile up. */
  private async due(): Promise<readonly string[]> {
    if (this.looking) return [];
    this.looking = true;
    const { journal, now, logger } = this.options;
    try {
      await this.sweep();
      return await journal.leases.due(now());
    } catch (error) {
      logger.warn('Looking for operations failed', toError(error));
      return [];
    } finally {
      this.looking = false;
    }
  }

  /** Runs an operation, if it needs a runner and has none. Never rejects. */
  async wake(id: string): Promise<void> {
    const { journal, logger, leaseMs, now } = this.options;
    if (this.running.has(id)) return;
    this.running.add(id);
    try {
      const { owner } = this;
      const lease = await journal.leases.take(id, { owner, leaseMs, now });
      if (lease) await this.run(lease);
    } catch (error) {
      if (error instanceof StaleLeaseError) logger.info(error.message);
      // The lease runs out, and somebody goes on from what the journal says.
      else logger.error(`Operation ${id} was interrupted`, toError(error));
    } finally {
      this.running.delete(id);
    }
  }

  private async run(lease: Lease): Promise<void> {
    const { runner, leaseMs, signal } = this.options;
    const lost = new AbortController();
    const limit = AbortSignal.timeout(OPERATION_LIMIT_MS);
    const heartbeat = setInterval(() => {
      lease.renew().catch(error => {
        // Without the database the lease lives as long as others respect it, and no longer.
        if (error instanceof StaleLeaseError || !lease.isHeld) lost.abort();
      });
    }, leaseMs / 3);
    const within = AbortSignal.any([signal, limit, lost.signal]);
    try {
      await runner.run(lease, within);
    } catch (error) {
      if (within.aborted && !lost.signal.aborted) await lease.release();
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async sweep(): Promise<void> {
    const { journal, now } = this.options;
    for (const id of await journal.sweep(now())) await tell(this.options, id);
  }
}
