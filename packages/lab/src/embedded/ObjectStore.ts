import type { ApiObject } from './apiObject';

/** What happened to an object. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Table of the object. */
  readonly table: string;
  readonly version: number;
  /** The object after the event; for a deletion its last state with the version of the deletion. */
  readonly object: ApiObject;
  /** The object before the event. */
  readonly previous?: ApiObject;
}

/** Events that are kept for watches and for old pages of lists. */
const HISTORY = 50_000;

interface Table {
  readonly objects: Map<string, ApiObject>;
  /** Keys in the order of etcd; absent after a key came or went. */
  order?: readonly string[];
}

/**
 * All objects of one cluster with one counter of resourceVersions, as etcd has it, and a window of past events.
 *
 * Old states are not kept: they are the present state with the events since then undone, newest first.
 */
export class ObjectStore {
  static create(): ObjectStore {
    return new ObjectStore();
  }

  #version = 1;
  /** Versions before this one are no longer known. */
  #floor = 1;
  /** The same of single tables: versions of the last events that were dropped. */
  readonly #floors = new Map<string, number>();
  #history: StoreEvent[] = [];
  readonly #tables = new Map<string, Table>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();

  private constructor() {}

  /** The newest resourceVersion. */
  get version(): number {
    return this.#version;
  }

  get(table: string, key: string): ApiObject | undefined {
    return this.#tables.get(table)?.objects.get(key);
  }

  /** All objects of a table in key order. */
  list(table: string): readonly (readonly [key: string, object: ApiObject])[] {
    const { objects, order } = this.#ordered(table);
    return order.map(key => [key, objects.get(key)!] as const);
  }

  /** As {@link list} at an older version, or `undefined` when it is no longer known. */
  listAt(
    table: string,
    version: number,
  ): readonly (readonly [key: string, object: ApiObject])[] | undefined {
    if (this.#isForgotten(table, version)) {
      return undefined;
    }
    const past = new Map(this.#ordered(table).objects);
    for (let i = this.#history.length - 1; i >= 0; i -= 1) {
      const event = this.#history[i];
      if (event.version <= version) {
        break;
      }
      if (event.table === table) {
        const key = objectKey(event.object);
        if (event.previous) {
          past.set(key, event.previous);
        } else {
          past.delete(key);
        }
      }
    }
    return [...past].sort(byKey);
  }

  /** Events after a version, oldest first, or `undefined` when some of them are no longer known. */
  eventsAfter(table: string, version: number): StoreEvent[] | undefined {
    if (this.#isForgotten(table, version)) {
      return undefined;
    }
    const first = lowerBound(this.#history, version);
    return this.#history.slice(first).filter(event => event.table === table);
  }

  /** Writes an object and returns it with its new resourceVersion. */
  put(table: string, object: ApiObject): ApiObject {
    const key = objectKey(object);
    const { objects } = this.#table(table);
    const previous = objects.get(key);
    const stored = this.#next(object);
    objects.set(key, stored);
    if (!previous) {
      this.#table(table).order = undefined;
    }
    this.#record({
      type: previous ? 'MODIFIED' : 'ADDED',
      table,
      version: this.#version,
      object: stored,
      previous,
    });
    return stored;
  }

  /** Removes an object. */
  remove(table: string, key: string): ApiObject | undefined {
    const previous = this.get(table, key);
    if (!previous) {
      return undefined;
    }
    const last = this.#next(previous);
    this.#table(table).objects.delete(key);
    this.#table(table).order = undefined;
    this.#record({
      type: 'DELETED',
      table,
      version: this.#version,
      object: last,
      previous,
    });
    return last;
  }

  /** Calls the listener on each event until the signal aborts. */
  subscribe(listener: (event: StoreEvent) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  /** Forgets all events; each version handed out so far is too old afterwards. */
  expire(): void {
    this.#history = [];
    this.#version += 1;
    this.#floor = this.#version;
  }

  #isForgotten(table: string, version: number): boolean {
    return version < this.#floor || version < (this.#floors.get(table) ?? 0);
  }

  #next(object: ApiObject): ApiObject {
    this.#version += 1;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#version) },
    };
  }

  #record(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > 2 * HISTORY) {
      for (const dropped of this.#history.slice(0, -HISTORY)) {
        this.#floors.set(dropped.table, dropped.version);
      }
      this.#history = this.#history.slice(-HISTORY);
    }
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }

  #table(name: string): Table {
    let table = this.#tables.get(name);
    if (!table) {
      table = { objects: new Map() };
      this.#tables.set(name, table);
    }
    return table;
  }

  #ordered(name: string): Required<Table> {
    const table = this.#table(name);
    const order = table.order ?? [...table.objects.keys()].sort();
    table.order = order;
    return { objects: table.objects, order };
  }
}

/** The key of an object in its table: `namespace/name`, or `name` without a namespace. */
export function objectKey({ metadata }: ApiObject): string {
  return keyOf(metadata.namespace, metadata.name);
}

/** As {@link objectKey}, from the parts. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

function byKey(
  [a]: readonly [string, unknown],
  [b]: readonly [string, unknown],
): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Index of the first event after a version. */
function lowerBound(events: readonly StoreEvent[], version: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (events[middle].version <= version) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
