import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import pLimit from 'p-limit';
import type { ObjectWriter, ObjectWriters } from '../kubernetes/ObjectWriter';
import { applyChange, verifyChange } from './applyChange';
import { describeFailure } from './describeFailure';
import { objectName } from './manifestObject';
import type { ItemResult, OperationJournal } from './OperationJournal';
import type { PlannedChange } from './plannedChange';
import { byCluster } from './Planner';

/** A change at its place in the journal. */
interface Item {
  readonly cluster: ClusterName;
  readonly position: number;
  readonly change: PlannedChange;
}

/** A plan to be applied under a claimed operation. */
export interface Run {
  readonly id: string;
  readonly requester: string;
  readonly planHash: string;
  readonly changes: readonly PlannedChange[];
}

const PARALLEL_CLUSTERS = 2;

/**
 * Applies plans: one cluster first, then the others two at a time, each object in its order and verified by reading it
 * back. A cluster stops at its first failure; a failure in the first cluster leaves the others untouched.
 */
export class OperationRunner {
  static create(options: {
    readonly writers: ObjectWriters;
    readonly journal: OperationJournal;
    readonly auditor: AuditorService;
    readonly canary: ClusterName | undefined;
    readonly now: () => Instant;
  }): OperationRunner {
    return new OperationRunner(options);
  }

  private constructor(
    private readonly options: Parameters<typeof OperationRunner.create>[0],
  ) {}

  /** Runs to the end, whatever happens. Rejects only if the journal cannot be written. */
  async run(run: Run, signal: AbortSignal): Promise<void> {
    const { journal, now } = this.options;
    const { id } = run;
    await journal.addItems(
      id,
      run.changes.map(change => ({
        cluster: change.cluster,
        object: objectName(change.manifest),
      })),
    );
    const failures: string[] = [];
    for (const wave of this.waves(run.changes)) {
      const limit = pLimit(PARALLEL_CLUSTERS);
      const outcomes = await Promise.all(
        wave.map(items => limit(() => this.applyCluster(run, items, signal))),
      );
      failures.push(...outcomes.flatMap(outcome => outcome ?? []));
      if (failures.length > 0) break;
    }
    if (failures.length === 0) {
      await journal.recordState(id, 'done', now());
      return;
    }
    const written = (await journal.get(id))?.targets.some(({ items }) =>
      items.some(({ state }) => state === 'applied'),
    );
    const message = failures.join(' ');
    await journal.recordState(
      id,
      written ? 'partial' : 'failed',
      now(),
      message,
    );
  }

  private waves(changes: readonly PlannedChange[]) {
    const items = changes.map(
      (change, position): Item => ({
        cluster: change.cluster,
        position,
        change,
      }),
    );
    const clusters = byCluster(items);
    const first = this.options.canary ?? changes[0]?.cluster;
    const canary = clusters.get(first ?? '') ?? [...clusters.values()][0] ?? [];
    const others = [...clusters.values()].filter(group => group !== canary);
    return [[canary], others];
  }

  /** Why the cluster is not as planned, in one sentence; `undefined` if it is. */
  private async applyCluster(
    run: Run,
    items: readonly Item[],
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const [first] = items;
    if (!first) return undefined;
    const { cluster } = first;
    // Closes the writer's connections, and makes it forget its credential, when the cluster is done.
    const end = new AbortController();
    const within = AbortSignal.any([signal, end.signal]);
    try {
      const opened = await this.options.writers.open(cluster, within, run.id);
      if (opened.code === 'refused') {
        const { message } = describeFailure(opened);
        await this.record(run, first, { state: 'failed', message });
        return `${cluster}: ${message}.`;
      }
      return (
        (await this.applyItems(run, items, opened.writer, within)) ??
        (await this.verifyItems(run, items, opened.writer, within))
      );
    } finally {
      end.abort();
    }
  }

  private async applyItems(
    run: Run,
    items: readonly Item[],
    writer: ObjectWriter,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    for (const item of items) {
      const result =
        item.change.act === 'unchanged'
          ? { state: 'unchanged' as const }
          : await this.write(run, item, writer, signal);
      await this.record(run, item, result);
      if (result.state === 'failed') return sentence(item, result);
    }
    return undefined;
  }

  private async verifyItems(
    run: Run,
    items: readonly Item[],
    writer: ObjectWriter,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { journal, now } = this.options;
    await journal.recordState(run.id, 'verifying', now());
    for (const item of items) {
      const wrong = await verifyChange(writer, item.change, signal);
      if (wrong) {
        await this.record(run, item, wrong);
        return sentence(item, wrong);
      }
    }
    return undefined;
  }

  /** Nothing is written that is not in the audit log before. */
  private async write(
    run: Run,
    { cluster, position, change }: Item,
    writer: ObjectWriter,
    signal: AbortSignal,
  ): Promise<ItemResult> {
    const { auditor, journal, now } = this.options;
    const event = await auditor.createEvent({
      eventId: 'operation-item',
      severityLevel: 'medium',
      meta: {
        actionType: change.act,
        operation: run.id,
        planHash: run.planHash,
        requester: run.requester,
        cluster,
        object: objectName(change.manifest),
        fields: change.fields.map(({ path }) => path),
      },
    });
    await journal.recordItem(run.id, position, { state: 'sent' }, now());
    const operation = run.id;
    const result = await applyChange({ writer, change, operation, signal });
    if (result.state === 'failed') {
      await event.fail({ error: new Error(result.message) });
    } else {
      const { state, auditId } = result;
      await event.success({ meta: { state, ...(auditId ? { auditId } : {}) } });
    }
    return result;
  }

  private record(run: Run, { position }: Item, result: ItemResult) {
    const { journal, now } = this.options;
    return journal.recordItem(run.id, position, result, now());
  }
}

function sentence({ cluster, change }: Item, { message }: ItemResult): string {
  return `${cluster}: ${objectName(change.manifest)}: ${message}.`;
}
