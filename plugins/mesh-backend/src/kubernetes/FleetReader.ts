import { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import {
  ClusterAccess,
  ClusterConnection,
  ClusterEntry,
  ClusterList,
} from '@meshwise/backstage-plugin-mesh-node';
import { Clock } from '../Clock';
import { ClusterStore } from '../store/ClusterStore';
import { ClusterDescription } from '../store/clusterStatus';
import { FleetStore } from '../store/FleetStore';
import { ApiServer } from './ApiServer';
import { ClusterReader } from './ClusterReader';

/** What a {@link FleetReader} is made from. */
export interface FleetReaderOptions {
  readonly access: ClusterAccess;
  readonly store: FleetStore;
  readonly clock: Clock;
  readonly logger: LoggerService;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Whether to read with credentials that may read Secrets, too. */
  readonly allowSecretReaders: boolean;
}

/** All connections that were opened with one set of address, CA and credential, and what was read over them. */
interface Generation {
  readonly connection: ClusterConnection;
  readonly store: ClusterStore;
  readonly stop: AbortController;
}

/** A cluster that is read. */
interface ReadCluster {
  entry: ClusterEntry;
  /** What is shown. */
  current: Generation;
  /** Takes the place of the current one as soon as it has synced (contract R9). */
  next: Generation | undefined;
}

/** Reads every cluster of the list, as long as it is in the list, into the store of the fleet. */
export class FleetReader {
  static create(options: FleetReaderOptions): FleetReader {
    return new FleetReader(options);
  }

  private readonly clusters = new Map<ClusterName, ReadCluster>();
  private readonly unread = new Set<ClusterName>();

  private constructor(private readonly options: FleetReaderOptions) {}

  /** Reads until the signal aborts. */
  start(signal: AbortSignal): void {
    signal.addEventListener(
      'abort',
      () => {
        for (const cluster of this.clusters.values()) stopAll(cluster);
        this.clusters.clear();
      },
      { once: true },
    );
    this.options.access.subscribe(list => this.follow(list), signal);
  }

  /** The connection to a cluster, as it is configured now; `undefined` if the cluster cannot be connected to. */
  connection(name: ClusterName): ClusterConnection | undefined {
    const cluster = this.clusters.get(name);
    return (cluster?.next ?? cluster?.current)?.connection;
  }

  /** Whether the cluster is configured, readable or not. */
  knows(name: ClusterName): boolean {
    return this.clusters.has(name) || this.unread.has(name);
  }

  private follow(list: ClusterList): void {
    const { store } = this.options;
    if (list.code === 'waiting') {
      store.setUnavailable(list.reason);
      return;
    }
    store.setUnavailable(list.unavailable);
    const names = new Set(list.clusters.map(({ name }) => name));
    for (const name of [...this.clusters.keys(), ...this.unread]) {
      if (!names.has(name)) this.forget(name);
    }
    for (const entry of list.clusters) this.take(entry);
  }

  private take(entry: ClusterEntry): void {
    const { name, access } = entry;
    if (access.code !== 'server-side') {
      this.stopReading(name);
      this.unread.add(name);
      this.options.store.show(describe(entry), undefined);
      return;
    }
    this.unread.delete(name);
    const known = this.clusters.get(name);
    if (!known) {
      const current = this.newGeneration(name, access.connection);
      this.clusters.set(name, { entry, current, next: undefined });
      this.options.logger.info(`Reading cluster "${name}"`);
    } else {
      known.entry = entry;
      this.renew(name, known, access.connection);
    }
    this.show(name);
  }

  private renew(
    name: ClusterName,
    cluster: ReadCluster,
    connection: ClusterConnection,
  ): void {
    const { current, next } = cluster;
    const newest = next ?? current;
    if (newest.connection.fingerprint === connection.fingerprint) return;
    next?.stop.abort();
    cluster.next = undefined;
    // Back to what it was before the change took effect.
    if (current.connection.fingerprint === connection.fingerprint) return;
    this.options.logger.info(
      `The connection of cluster "${name}" has changed; reading it anew`,
    );
    cluster.next = this.newGeneration(name, connection);
  }

  private newGeneration(
    name: ClusterName,
    connection: ClusterConnection,
  ): Generation {
    const { store: fleet, clock, random, allowSecretReaders } = this.options;
    const store = fleet.newStore(name);
    const stop = new AbortController();
    const server = ApiServer.create({ connection, clock });
    const generation: Generation = { connection, store, stop };
    store.onFlush(() => this.swapIfSettled(name, generation), stop.signal);
    void ClusterReader.create({
      server,
      store,
      clock,
      random,
      allowSecretReaders,
    })
      .run(stop.signal)
      .then(() => server.close());
    return generation;
  }

  private swapIfSettled(name: ClusterName, generation: Generation): void {
    const cluster = this.clusters.get(name);
    if (cluster?.next !== generation) return;
    if (generation.store.settled) {
      cluster.current.stop.abort();
      cluster.current = generation;
      cluster.next = undefined;
    }
    this.show(name);
  }

  private show(name: ClusterName): void {
    const cluster = this.clusters.get(name);
    if (!cluster) return;
    const { entry, current, next } = cluster;
    this.options.store.show(describe(entry, next?.store), current.store);
  }

  private forget(name: ClusterName): void {
    this.stopReading(name);
    this.unread.delete(name);
    this.options.store.hide(name);
    this.options.logger.info(`Cluster "${name}" is not configured any more`);
  }

  private stopReading(name: ClusterName): void {
    const cluster = this.clusters.get(name);
    if (!cluster) return;
    stopAll(cluster);
    this.clusters.delete(name);
  }
}

function stopAll({ current, next }: ReadCluster): void {
  current.stop.abort();
  next?.stop.abort();
}

function describe(
  { name, title, authProvider, access }: ClusterEntry,
  next?: ClusterStore,
): ClusterDescription {
  return {
    name,
    title,
    authProvider,
    access: access.code,
    reason: access.code === 'invalid' ? access.reason : reasonOf(next),
  };
}

/** Why a changed connection is not in use yet. */
function reasonOf(next: ClusterStore | undefined): string | undefined {
  const { reason } = next?.view.kinds.Namespace?.coverage ?? {};
  return reason === undefined
    ? undefined
    : `the changed connection cannot be used yet: ${reason}`;
}
