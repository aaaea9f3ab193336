import {
  ClusterAccess,
  ClusterConnection,
  ClusterEntry,
  ClusterList,
} from '@meshwise/backstage-plugin-mesh-node';
import { LabCluster } from '@meshwise/lab';

/** A list of clusters that a test changes as an administrator changes the configuration. */
export class ListedClusters implements ClusterAccess {
  private readonly entries = new Map<string, ClusterEntry>();
  private readonly listeners = new Set<(list: ClusterList) => void>();

  subscribe(listener: (list: ClusterList) => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener));
    listener(this.list);
  }

  set(entry: ClusterEntry): void {
    this.entries.set(entry.name, entry);
    this.publish();
  }

  remove(name: string): void {
    this.entries.delete(name);
    this.publish();
  }

  private publish(): void {
    for (const listener of this.listeners) listener(this.list);
  }

  private get list(): ClusterList {
    return { code: 'known', clusters: [...this.entries.values()] };
  }
}

/** A cluster of the lab as the configuration would describe it, with its reader's token. */
export function labEntry(
  cluster: LabCluster,
  overrides: Partial<ClusterConnection> = {},
): ClusterEntry {
  const token = cluster.tokens.reader;
  return {
    name: cluster.name,
    title: cluster.title,
    authProvider: 'serviceAccount',
    access: {
      code: 'server-side',
      connection: {
        url: cluster.url,
        ca: cluster.caCertificate,
        skipTLSVerify: false,
        fingerprint: `${cluster.url} ${token}`,
        credential: async () => ({ type: 'bearer token', token }),
        ...overrides,
      },
    },
  };
}
