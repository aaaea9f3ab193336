import {
  ClusterLinksRecord,
  ClusterTables,
  Coverage,
  Instant,
  Kind,
  KindView,
  KIND_NAMES,
  Records,
  SyncState,
  Table,
} from '@meshwise/backstage-plugin-mesh-common';
import { KindPart } from './KindPart';
import { RecordSink } from './RecordSink';
import { combined } from './severity';

type Parts = { [K in Kind]: Map<string, KindPart<Records[K]>> };
type Kinds = { [K in Kind]?: KindView<K> };

/** What a {@link ClusterStore} is made from. */
export interface ClusterStoreOptions {
  readonly now: () => Instant;
  /** Asks for {@link ClusterStore.flush} to be called soon. */
  readonly requestFlush: (store: ClusterStore) => void;
  /** Called when objects were found to differ from the server's although no error was seen. */
  readonly onDiverged: (kind: Kind, objects: number) => void;
}

/** All that was read over one generation of connections to a cluster. */
export class ClusterStore {
  static create(options: ClusterStoreOptions): ClusterStore {
    return new ClusterStore(options);
  }

  private readonly parts: Parts;
  /** Kinds with other records or another state since the last flush. */
  private readonly changed = new Set<Kind>();
  /** Kinds of which nothing but the age changed. */
  private readonly refreshed = new Set<Kind>();
  private readonly listeners = new Set<(changed: ReadonlySet<Kind>) => void>();
  private kinds: Kinds = {};
  private tables: ClusterTables = { kinds: this.kinds };
  /** Coverage of kinds of which it is not known yet whether the cluster serves them. */
  private undiscovered: Coverage;
  /** Not read from the cluster, so they have no age and no coverage. */
  private links: readonly ClusterLinksRecord[] = [];
  private version: string | undefined;
  private aliveAt: Instant | undefined;

  private constructor(private readonly options: ClusterStoreOptions) {
    this.parts = Object.fromEntries(
      KIND_NAMES.map(kind => [kind, new Map()]),
    ) as Parts;
    this.undiscovered = {
      state: 'syncing',
      since: options.now(),
      asOf: undefined,
      listedAt: undefined,
      reason: undefined,
    };
    for (const kind of KIND_NAMES) this.combine(kind);
  }

  /** The records and their coverage, as of the last flush. */
  get view(): ClusterTables {
    return this.tables;
  }

  /** As the API server says it. */
  get kubernetesVersion(): string | undefined {
    return this.version;
  }

  /** When the API server last answered a question that was not about a kind. */
  get lastAnswer(): Instant | undefined {
    return this.aliveAt;
  }

  /** Every kind was listed once, may not be listed, or is not there: nothing is missing that could still come. */
  get settled(): boolean {
    return KIND_NAMES.every(kind => {
      const parts = [...this.parts[kind].values()];
      return parts.length > 0 && parts.every(isSettled);
    });
  }

  /** The sink for one part of a kind: all of it, or the objects of one name. Made when first asked for. */
  part<K extends Kind>(kind: K, name: string): RecordSink<Records[K]> {
    const parts = this.parts[kind];
    let part = parts.get(name);
    if (!part) {
      part = new KindPart({
        now: this.options.now,
        onChange: () => this.touch(kind),
        onSeen: () => this.refresh(kind),
        onDiverged: objects => this.options.onDiverged(kind, objects),
      });
      parts.set(name, part);
      this.touch(kind);
    }
    return part;
  }

  removePart(kind: Kind, name: string): void {
    if (this.parts[kind].delete(name)) this.touch(kind);
  }

  /** Takes what the configuration tells of the links of istiod, in place of what it told before. */
  setLinks(links: readonly ClusterLinksRecord[]): void {
    if (links === this.links) return;
    this.links = links;
    this.touch('ClusterLinks');
  }

  /** The API server has answered. */
  alive(kubernetesVersion: string | undefined): void {
    this.version = kubernetesVersion ?? this.version;
    this.aliveAt = this.options.now();
    this.options.requestFlush(this);
  }

  /** What is the matter as long as not even the kinds of the cluster are known. */
  reportUndiscovered(state: SyncState, reason: string): void {
    const same = state === this.undiscovered.state;
    const since = same ? this.undiscovered.since : this.options.now();
    this.undiscovered = { ...this.undiscovered, state, since, reason };
    for (const kind of KIND_NAMES) {
      if (this.parts[kind].size === 0) this.touch(kind);
    }
  }

  /** Calls `listener` after each flush with the kinds that changed, until the signal aborts. */
  onFlush(
    listener: (changed: ReadonlySet<Kind>) => void,
    signal: AbortSignal,
  ): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener), {
      once: true,
    });
  }

  /** Brings {@link ClusterStore.view} up to date. Answers which kinds have other records or another state. */
  flush(): ReadonlySet<Kind> {
    const changed = new Set(this.changed);
    const outdated = new Set([...changed, ...this.refreshed]);
    this.changed.clear();
    this.refreshed.clear();
    if (outdated.size > 0) {
      this.kinds = { ...this.kinds };
      for (const kind of outdated) this.combine(kind);
      this.tables = { kinds: this.kinds };
    }
    for (const listener of this.listeners) listener(changed);
    return changed;
  }

  /** Takes over the identity of all records that another store already holds with the same content. */
  adopt(before: ClusterStore): void {
    for (const kind of KIND_NAMES) this.adoptKind(kind, before);
  }

  private adoptKind<K extends Kind>(kind: K, before: ClusterStore): void {
    for (const [name, part] of this.parts[kind]) {
      const known = before.parts[kind].get(name);
      if (known) part.adopt(known.table);
    }
    this.touch(kind);
  }

  private refresh(kind: Kind): void {
    this.refreshed.add(kind);
    this.options.requestFlush(this);
  }

  private touch(kind: Kind): void {
    this.changed.add(kind);
    this.options.requestFlush(this);
  }

  private combine<K extends Kind>(kind: K): void {
    const parts = [...this.parts[kind].values()];
    for (const part of parts) part.flush();
    const coverage =
      combined(parts.map(part => part.coverage)) ?? this.undiscovered;
    const kinds: { [P in K]?: KindView<P> } = this.kinds;
    kinds[kind] = {
      table: this.union(kind, parts),
      coverage,
    } as KindView<K>;
  }

  private configured<K extends Kind>(kind: K): readonly Records[K][] {
    const told: { readonly [P in Kind]?: readonly Records[P][] } = {
      ClusterLinks: this.links,
    };
    return told[kind] ?? [];
  }

  private union<K extends Kind>(
    kind: K,
    parts: readonly KindPart<Records[K]>[],
  ): Table<Records[K]> {
    const configured = this.configured(kind);
    if (parts.length === 1 && configured.length === 0) return parts[0].table;
    const before: Table<Records[K]> = this.kinds[kind]?.table ?? Table.empty();
    return before.replace(
      [...parts.flatMap(part => [...part.table.records()]), ...configured],
      parts.flatMap(part => [...part.table.unreadable.values()]),
    );
  }
}

function isSettled({ coverage }: { readonly coverage: Coverage }): boolean {
  return (
    coverage.listedAt !== undefined ||
    coverage.state === 'forbidden' ||
    coverage.state === 'not-installed'
  );
}
