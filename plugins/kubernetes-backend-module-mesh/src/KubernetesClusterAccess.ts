import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import {
  ClusterAccess,
  ClusterEntry,
  ClusterList,
  withoutSecrets,
} from '@meshwise/backstage-plugin-mesh-node';
import { describeCluster } from './describeCluster';
import { inCluster, OwnCluster } from './inCluster';
import {
  ConfiguredCluster,
  readConfiguredClusters,
} from './readConfiguredClusters';

/** How often the cluster supplier is asked. It caches by contract, so asking is cheap. */
const RECONCILE_SECONDS = 30;

/** What {@link KubernetesClusterAccess} is made from. */
export interface KubernetesClusterAccessOptions {
  readonly supplier: KubernetesClustersSupplier;
  readonly strategy: AuthenticationStrategy;
  readonly auth: AuthService;
  readonly config: Config;
  readonly logger: LoggerService;
  /** For tests: how the API server of the own cluster is found. */
  readonly inCluster?: () => Promise<OwnCluster>;
}

/**
 * The clusters of the Kubernetes plugin: those its supplier finds (catalog, GKE, custom), and those of the
 * configuration as it is now. Looked at again on a timer and whenever the configuration changes.
 */
export class KubernetesClusterAccess implements ClusterAccess {
  static create(
    options: KubernetesClusterAccessOptions,
  ): KubernetesClusterAccess {
    return new KubernetesClusterAccess(
      options,
      new Set(readConfiguredClusters(options.config).map(nameOf)),
    );
  }

  private readonly listeners = new Set<(list: ClusterList) => void>();
  private supplied: readonly ClusterDetails[] = [];
  private configured: readonly ConfiguredCluster[] = [];
  /** Undecided until the supplier has answered once. */
  private supplierReadsConfig: boolean | undefined;
  private list: ClusterList = {
    code: 'waiting',
    reason: 'the clusters of the Kubernetes plugin are being read',
  };
  private reconciling: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: KubernetesClusterAccessOptions,
    /** Clusters the supplier has from the configuration: it read them once, at its start. */
    private readonly initiallyConfigured: ReadonlySet<string>,
  ) {}

  /** Keeps the list up to date until `signal` aborts. */
  start(signal: AbortSignal): void {
    const timer = setInterval(() => this.reconcile(), RECONCILE_SECONDS * 1000);
    timer.unref();
    const subscription = this.options.config.subscribe?.(() =>
      this.reconcile(),
    );
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(timer);
        subscription?.unsubscribe();
        this.listeners.clear();
      },
      { once: true },
    );
    this.reconcile();
  }

  subscribe(listener: (list: ClusterList) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener), {
      once: true,
    });
    listener(this.list);
  }

  /** Looks at all sources again. One look at a time; resolves when this one is done. Never rejects. */
  reconcile(): Promise<void> {
    this.reconciling = this.reconciling.then(() => this.look());
    return this.reconciling;
  }

  private async look(): Promise<void> {
    const problems = await Promise.all([
      this.askSupplier(),
      this.readConfiguration(),
    ]);
    const clusters = await Promise.all([
      ...this.suppliedElsewhere().map(details => this.describe(details)),
      ...this.configuredHere().map(cluster => this.describeConfigured(cluster)),
    ]);
    const reasons = problems.filter(reason => reason !== undefined);
    this.publish(clusters, reasons);
  }

  private async askSupplier(): Promise<string | undefined> {
    const { supplier, auth } = this.options;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      this.supplied = await supplier.getClusters({ credentials });
      this.supplierReadsConfig ??= this.suppliesAllConfigured();
      return undefined;
    } catch (error) {
      return because('a cluster locator of the Kubernetes plugin fails', error);
    }
  }

  private async readConfiguration(): Promise<string | undefined> {
    try {
      this.configured = readConfiguredClusters(this.options.config);
      return undefined;
    } catch (error) {
      return because('the configuration of clusters cannot be read', error);
    }
  }

  /**
   * A supplier that a module has put in the place of the default one may hide or rename clusters of the configuration
   * on purpose. It is told from the default one by a configured cluster it does not list, and is then left alone.
   */
  private suppliesAllConfigured(): boolean {
    const names = new Set(this.supplied.map(({ name }) => name));
    return [...this.initiallyConfigured].every(name => names.has(name));
  }

  private suppliedElsewhere(): readonly ClusterDetails[] {
    if (this.supplierReadsConfig === false) return this.supplied;
    return this.supplied.filter(
      ({ name }) => !this.initiallyConfigured.has(name),
    );
  }

  private configuredHere(): readonly ConfiguredCluster[] {
    return this.supplierReadsConfig === false ? [] : this.configured;
  }

  private describeConfigured(
    cluster: ConfiguredCluster,
  ): ClusterEntry | Promise<ClusterEntry> {
    if (cluster.code === 'readable') return this.describe(cluster.details);
    const { name, authProvider, reason } = cluster;
    return {
      name,
      title: undefined,
      authProvider,
      access: { code: 'invalid', reason: withoutSecrets(reason) },
    };
  }

  private describe(details: ClusterDetails): Promise<ClusterEntry> {
    return describeCluster(details, {
      strategy: this.options.strategy,
      inCluster: this.options.inCluster ?? inCluster,
    });
  }

  private publish(
    found: readonly ClusterEntry[],
    problems: readonly string[],
  ): void {
    const clusters = [...new Map(found.map(e => [e.name, e])).values()];
    const list: ClusterList = {
      code: 'known',
      clusters,
      ...(problems.length > 0 && { unavailable: problems.join('; ') }),
    };
    if (JSON.stringify(list) === JSON.stringify(this.list)) return;
    for (const problem of problems) this.options.logger.warn(problem);
    this.list = list;
    for (const listener of this.listeners) listener(list);
  }
}

function because(what: string, error: unknown): string {
  return withoutSecrets(`${what}: ${toError(error).message}`);
}

function nameOf(cluster: ConfiguredCluster): string {
  return cluster.code === 'readable' ? cluster.details.name : cluster.name;
}
