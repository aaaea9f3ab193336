import type {
  ObjectRecord,
  SyncState,
  TableBatch,
  Unreadable,
} from '@meshwise/backstage-plugin-mesh-common';

/** Where what is read of one resource goes. */
export interface RecordSink<R extends ObjectRecord> {
  /** The content of a complete list; all else is gone. */
  replace(records: readonly R[], unreadable: readonly Unreadable[]): void;
  /** A change, in the order of the watch. */
  change(batch: TableBatch<R>): void;
  /** A list was complete, or found equal to what is held. */
  listed(): void;
  /** The server has shown that it is alive and has nothing else to tell. */
  seen(): void;
  /** The state from now on, with what happened in one sentence. */
  report(state: SyncState, reason?: string): void;
  /** So many objects were not as the server has them, although no error was seen. Must never be called; is counted. */
  diverged(objects: number): void;
}
