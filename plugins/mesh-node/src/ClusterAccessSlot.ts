import {
  ClusterAccess,
  ClusterAccessService,
  ClusterList,
} from './ClusterAccess';

const WAITING: ClusterList = {
  code: 'waiting',
  reason:
    'no clusters have been provided yet: install the module "@meshwise/backstage-plugin-kubernetes-backend-module-mesh" next to the Kubernetes plugin and configure clusters under "kubernetes.clusterLocatorMethods"',
};

/** Holds the source of clusters, which may arrive before or after those who ask for them. */
export class ClusterAccessSlot implements ClusterAccessService {
  static create(): ClusterAccessSlot {
    return new ClusterAccessSlot();
  }

  private source: ClusterAccess | undefined;
  private readonly early = new Set<() => void>();

  private constructor() {}

  provide(source: ClusterAccess): void {
    if (this.source) {
      throw new Error(
        'the clusters of the mesh plugin are provided already; install one module that provides them',
      );
    }
    this.source = source;
    for (const attach of this.early) attach();
    this.early.clear();
  }

  subscribe(listener: (list: ClusterList) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.source) {
      this.source.subscribe(listener, signal);
      return;
    }
    const attach = () => this.source?.subscribe(listener, signal);
    this.early.add(attach);
    signal.addEventListener('abort', () => this.early.delete(attach), {
      once: true,
    });
    listener(WAITING);
  }
}
