import {
  ObjectRecord,
  recordKey,
  SyncState,
  Table,
  TableBatch,
  Unreadable,
} from '@meshwise/backstage-plugin-mesh-common';
import { RecordSink } from '../../store/RecordSink';

/** Holds what a reflector says, as a store would, and remembers how it came. */
export class RecordingSink implements RecordSink<ObjectRecord> {
  table = Table.empty<ObjectRecord>();
  state: SyncState = 'syncing';
  reason: string | undefined;
  readonly states: SyncState[] = [];
  readonly batches: TableBatch<ObjectRecord>[] = [];
  lists = 0;
  proofsOfLife = 0;
  divergences = 0;

  replace(
    records: readonly ObjectRecord[],
    unreadable: readonly Unreadable[],
  ): void {
    this.table = this.table.replace(records, unreadable);
  }

  change(batch: TableBatch<ObjectRecord>): void {
    this.batches.push(batch);
    this.table = this.table.apply(batch);
  }

  listed(): void {
    this.lists += 1;
  }

  seen(): void {
    this.proofsOfLife += 1;
  }

  report(state: SyncState, reason?: string): void {
    if (state !== this.state) this.states.push(state);
    this.state = state;
    this.reason = reason;
  }

  diverged(objects: number): void {
    this.divergences += objects;
  }

  /** `name uid` of every record, in order. */
  get content(): readonly string[] {
    return [...this.table.records()]
      .map(record => `${recordKey(record)} ${record.uid}`)
      .sort();
  }
}
