import type {
  ClusterName,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterStatus, MeshStore, StoreChange } from '../store/MeshStore';
import { fleet, NOW, TestCluster } from './fleet';

/** A store whose content is set by the test. */
export class FakeStore implements MeshStore {
  static create(clusters: Record<ClusterName, TestCluster>): FakeStore {
    return new FakeStore(clusters);
  }

  private readonly listeners = new Set<(change: StoreChange) => void>();
  private current: Snapshot;
  private statuses: readonly ClusterStatus[];

  private constructor(clusters: Record<ClusterName, TestCluster>) {
    this.current = snapshotOf(clusters);
    this.statuses = statusesOf(clusters);
  }

  snapshot(): Snapshot {
    return this.current;
  }

  clusters(): readonly ClusterStatus[] {
    return this.statuses;
  }

  unavailable(): string | undefined {
    return this.statuses.length === 0
      ? 'no clusters are configured'
      : undefined;
  }

  subscribe(listener: (change: StoreChange) => void, signal: AbortSignal) {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener));
  }

  /** Replaces everything. */
  set(clusters: Record<ClusterName, TestCluster>): void {
    this.current = snapshotOf(clusters);
    this.statuses = statusesOf(clusters);
    for (const listener of this.listeners) {
      listener({ snapshot: this.current, changed: new Map() });
    }
  }
}

function snapshotOf(clusters: Record<ClusterName, TestCluster>): Snapshot {
  const read = Object.entries(clusters).filter(([, { signIn }]) => !signIn);
  return fleet(Object.fromEntries(read));
}

function statusesOf(
  clusters: Record<ClusterName, TestCluster>,
): readonly ClusterStatus[] {
  return Object.entries(clusters).map(([name, cluster]) => ({
    name,
    title: undefined,
    authProvider: cluster.signIn ? 'oidc' : 'serviceAccount',
    access: cluster.signIn ? 'sign-in' : 'server-side',
    reason: undefined,
    kubernetesVersion: 'v1.36.0',
    state: cluster.signIn ? undefined : cluster.state ?? 'synced',
    since: NOW - 60_000,
    lastSeen: NOW,
  }));
}
