import {
  ClusterLinksRecord,
  ClusterName,
  ClusterTables,
  Kind,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { Clock } from '../Clock';
import { ClusterStore } from './ClusterStore';
import { ClusterDescription, clusterStatus } from './clusterStatus';
import { ClusterStatus, MeshStore, StoreChange } from './MeshStore';

const TICK_MS = 100;

interface Cluster {
  readonly description: ClusterDescription;
  /** `undefined` for clusters that are not read. */
  readonly store: ClusterStore | undefined;
  status: ClusterStatus;
}

/** What the configuration tells of the links of istiod, by the cluster that would hold its remote secrets. */
export type ConfiguredLinks = ReadonlyMap<
  ClusterName,
  readonly ClusterLinksRecord[]
>;

const NO_LINKS: readonly ClusterLinksRecord[] = [];

/** Objects of which a copy was found to be wrong. It has been repaired since. */
export interface Divergence {
  readonly cluster: ClusterName;
  readonly kind: Kind;
  readonly objects: number;
}

/** What a {@link FleetStore} is made from. */
export interface FleetStoreOptions {
  readonly clock: Clock;
  /** Ends the ticking. */
  readonly signal: AbortSignal;
  /** Called when objects were found to differ from the server's although no error was seen. */
  readonly onDiverged: (divergence: Divergence) => void;
}

/** The stores of all clusters, as one snapshot. Changes are gathered for 100 ms, so that one snapshot shows them all. */
export class FleetStore implements MeshStore {
  static create(options: FleetStoreOptions): FleetStore {
    return new FleetStore(options);
  }

  private readonly byName = new Map<ClusterName, Cluster>();
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private readonly dirtyStores = new Set<ClusterStore>();
  private readonly dirtyClusters = new Map<ClusterName, Set<Kind>>();
  private links: ConfiguredLinks = new Map();
  private current: Snapshot;
  private problem: string | undefined = 'no clusters have been provided yet';
  private problemChanged = false;
  private ticking = false;

  private constructor(private readonly options: FleetStoreOptions) {
    this.current = Snapshot.create({
      clusters: new Map(),
      at: options.clock.now(),
    });
  }

  snapshot(): Snapshot {
    return this.current;
  }

  clusters(): readonly ClusterStatus[] {
    return [...this.byName.values()]
      .map(({ status }) => status)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  unavailable(): string | undefined {
    return this.problem;
  }

  subscribe(
    listener: (change: StoreChange) => void,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener), {
      once: true,
    });
  }

  /** A new store for a cluster, empty, that nobody sees until it is shown. */
  newStore(cluster: ClusterName): ClusterStore {
    return ClusterStore.create({
      now: () => this.options.clock.now(),
      requestFlush: store => {
        this.dirtyStores.add(store);
        this.tick();
      },
      onDiverged: (kind, objects) =>
        this.options.onDiverged({ cluster, kind, objects }),
    });
  }

  /** Takes what the configuration tells, in place of what it told before. */
  setLinks(links: ConfiguredLinks): void {
    this.links = links;
    for (const [name, { store }] of this.byName)
      store?.setLinks(this.linksOf(name));
  }

  /** Why the list of clusters is missing or may be outdated. */
  setUnavailable(reason: string | undefined): void {
    if (reason === this.problem) return;
    this.problem = reason;
    this.problemChanged = true;
    this.tick();
  }

  /** Shows a cluster from now on as described, with what `store` holds, if it is read. */
  show(description: ClusterDescription, store: ClusterStore | undefined): void {
    const known = this.byName.get(description.name);
    if (store && known?.store && known.store !== store) {
      store.adopt(known.store);
    }
    store?.setLinks(this.linksOf(description.name));
    store?.flush();
    const status = clusterStatus({
      description,
      store,
      before: known?.status,
      now: this.options.clock.now(),
    });
    this.byName.set(description.name, { description, store, status });
    this.dirtyOf(description.name);
    this.tick();
  }

  /** Forgets a cluster. */
  hide(name: ClusterName): void {
    if (!this.byName.delete(name)) return;
    this.dirtyOf(name);
    this.tick();
  }

  private linksOf(name: ClusterName): readonly ClusterLinksRecord[] {
    return this.links.get(name) ?? NO_LINKS;
  }

  private dirtyOf(name: ClusterName): Set<Kind> {
    const kinds = this.dirtyClusters.get(name) ?? new Set();
    this.dirtyClusters.set(name, kinds);
    return kinds;
  }

  private tick(): void {
    if (this.ticking) return;
    this.ticking = true;
    const { clock, signal } = this.options;
    void clock.wait(TICK_MS, signal).then(() => {
      this.ticking = false;
      if (!signal.aborted) this.publish();
    });
  }

  private publish(): void {
    for (const store of this.dirtyStores) {
      const changed = store.flush();
      const name = this.nameOf(store);
      if (name === undefined) continue;
      if (changed.size === 0 && !this.updateStatus(name)) continue;
      const kinds = this.dirtyOf(name);
      for (const kind of changed) kinds.add(kind);
    }
    this.dirtyStores.clear();
    for (const name of this.dirtyClusters.keys()) this.updateStatus(name);
    // Also when nothing changed but the age of something.
    this.current = this.newSnapshot();
    if (this.dirtyClusters.size === 0 && !this.problemChanged) return;
    this.problemChanged = false;
    const changed = new Map(this.dirtyClusters);
    this.dirtyClusters.clear();
    const change: StoreChange = { snapshot: this.current, changed };
    for (const listener of this.listeners) listener(change);
  }

  /** Whether more than the age changed. */
  private updateStatus(name: ClusterName): boolean {
    const cluster = this.byName.get(name);
    if (!cluster) return false;
    const before = cluster.status;
    cluster.status = clusterStatus({
      description: cluster.description,
      store: cluster.store,
      before,
      now: this.options.clock.now(),
    });
    const { state, reason, kubernetesVersion } = cluster.status;
    return (
      state !== before.state ||
      reason !== before.reason ||
      kubernetesVersion !== before.kubernetesVersion
    );
  }

  private newSnapshot(): Snapshot {
    const clusters = new Map<ClusterName, ClusterTables>();
    for (const [name, { store }] of this.byName) {
      if (store) clusters.set(name, store.view);
    }
    return Snapshot.create({ clusters, at: this.options.clock.now() });
  }

  private nameOf(store: ClusterStore): ClusterName | undefined {
    for (const [name, cluster] of this.byName) {
      if (cluster.store === store) return name;
    }
    return undefined;
  }
}
