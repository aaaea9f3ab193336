import {
  Coverage,
  Instant,
  ObjectRecord,
  RecordKey,
  recordKey,
  SyncState,
  Table,
  TableBatch,
  Unreadable,
} from '@meshwise/backstage-plugin-mesh-common';
import { RecordSink } from './RecordSink';

type Pending<R> =
  | { readonly code: 'upsert'; readonly record: R }
  | { readonly code: 'remove'; readonly key: RecordKey }
  | { readonly code: 'unreadable'; readonly object: Unreadable };

/**
 * What one reflector has read. Changes are collected and reach the table together, the last one of each object only, so
 * that a burst costs one new table and not one for each event.
 */
export class KindPart<R extends ObjectRecord> implements RecordSink<R> {
  private current = Table.empty<R>();
  private known: Coverage;
  private listedContent:
    | {
        readonly records: readonly R[];
        readonly unreadable: readonly Unreadable[];
      }
    | undefined;
  private pending = new Map<string, Pending<R>>();

  constructor(
    private readonly options: {
      readonly now: () => Instant;
      /** Called when records or the state changed. */
      readonly onChange: () => void;
      /** Called when nothing changed and the server has shown that it is alive. */
      readonly onSeen: () => void;
      readonly onDiverged: (objects: number) => void;
    },
  ) {
    this.known = {
      state: 'syncing',
      since: options.now(),
      asOf: undefined,
      listedAt: undefined,
      reason: undefined,
    };
  }

  get table(): Table<R> {
    return this.current;
  }

  get coverage(): Coverage {
    return this.known;
  }

  replace(records: readonly R[], unreadable: readonly Unreadable[]): void {
    this.listedContent = { records, unreadable };
    this.pending.clear();
    this.options.onChange();
  }

  change({ upsert = [], remove = [], unreadable = [] }: TableBatch<R>): void {
    for (const key of remove) this.add(key, { code: 'remove', key });
    for (const record of upsert) this.add(record, { code: 'upsert', record });
    for (const object of unreadable) {
      this.add(object, { code: 'unreadable', object });
    }
    this.seen();
    this.options.onChange();
  }

  listed(): void {
    const now = this.options.now();
    this.known = { ...this.known, listedAt: now, asOf: now };
    this.options.onSeen();
  }

  seen(): void {
    this.known = { ...this.known, asOf: this.options.now() };
    this.options.onSeen();
  }

  report(state: SyncState, reason?: string): void {
    const { known } = this;
    const same = state === known.state;
    const now = this.options.now();
    const since = same ? known.since : now;
    const asOf = state === 'synced' ? now : known.asOf;
    this.known = { ...known, state, since, reason, asOf };
    if (same && reason === known.reason) this.options.onSeen();
    else this.options.onChange();
  }

  diverged(objects: number): void {
    this.options.onDiverged(objects);
  }

  /** Brings the table up to date. */
  flush(): void {
    if (this.listedContent) {
      const { records, unreadable } = this.listedContent;
      this.current = this.current.replace(records, unreadable);
      this.listedContent = undefined;
    }
    if (this.pending.size === 0) return;
    this.current = this.current.apply(toBatch(this.pending.values()));
    this.pending = new Map();
  }

  /** Takes over the identity of records that another part already holds with the same content. */
  adopt(before: Table<R>): void {
    this.flush();
    this.current = before.replace(
      [...this.current.records()],
      [...this.current.unreadable.values()],
    );
  }

  private add(key: RecordKey, change: Pending<R>): void {
    this.pending.set(recordKey(key), change);
  }
}

function toBatch<R extends ObjectRecord>(
  changes: Iterable<Pending<R>>,
): TableBatch<R> {
  const upsert: R[] = [];
  const remove: RecordKey[] = [];
  const unreadable: Unreadable[] = [];
  for (const change of changes) {
    if (change.code === 'upsert') upsert.push(change.record);
    else if (change.code === 'remove') remove.push(change.key);
    else unreadable.push(change.object);
  }
  return { upsert, remove, unreadable };
}
