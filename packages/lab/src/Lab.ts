import { ApiClient } from './ApiClient';
import { Authority, validFor } from './Authority';
import { ClusterSpec, Engine, EngineCluster } from './engine';
import { FaultProxy } from './FaultProxy';
import { FIELD_MANAGER } from './fieldManager';
import { RootSpec, SignInClusterEntry } from './fleet/fleetFile';
import { Fleet, FleetCluster } from './fleet/loadFleet';
import { ofKind } from './fleet/manifests';
import { materialise } from './fleet/materialise';
import { fillPlaceholders, PlaceholderValues } from './fleet/placeholders';
import { freePort } from './freePort';
import { createClusterIdentity } from './identity';
import { KubernetesObject } from './kubernetesObject';
import { LabCluster } from './LabCluster';
import { identityObjects } from './roles';
import { seed } from './seed';

/** What a lab consists of. */
export interface LabOptions {
  readonly engine: Engine;
  readonly fleet: Fleet;
  /** Port of the first cluster, the others follow; any free ports without it. */
  readonly firstPort?: number;
  readonly signal: AbortSignal;
}

/** A fleet that is being served. */
export class Lab {
  /** Starts and seeds all clusters. What was started is stopped again when one fails. */
  static async start(options: LabOptions): Promise<Lab> {
    const now = new Date();
    const { fleet, engine, signal } = options;
    const values = { roots: await createRoots(fleet.roots, now), now };
    const specs = await Promise.all(
      fleet.clusters.map(
        async (cluster): Promise<ClusterSpec> => ({
          name: cluster.name,
          crds: cluster.crds,
          serviceCidr: cluster.serviceCidr,
          kubernetesVersion: cluster.kubernetesVersion,
          identity: await createClusterIdentity(cluster.name, now),
        }),
      ),
    );
    const lab = new Lab(engine, fleet.listed);
    try {
      const servers = await engine.start(specs, signal);
      const proxies: FaultProxy[] = [];
      for (const { url } of servers) {
        proxies.push(await startProxy(url, proxies.at(-1), options.firstPort));
      }
      lab.#proxies = proxies;
      const clusters = await Promise.all(
        fleet.clusters.map((cluster, index) =>
          startCluster(
            { cluster, spec: specs[index], values },
            servers[index],
            proxies[index],
          ),
        ),
      );
      lab.#clusters = new Map(clusters.map(item => [item.name, item]));
    } catch (error) {
      await lab.stop();
      throw error;
    }
    return lab;
  }

  /** Clusters that are in the fleet and not served. */
  readonly listed: readonly SignInClusterEntry[];
  readonly #engine: Engine;
  #proxies: readonly FaultProxy[] = [];
  #clusters: ReadonlyMap<string, LabCluster> = new Map();

  private constructor(engine: Engine, listed: readonly SignInClusterEntry[]) {
    this.#engine = engine;
    this.listed = listed;
  }

  /** The clusters in the order of the fleet. */
  get clusters(): readonly LabCluster[] {
    return [...this.#clusters.values()];
  }

  /** The cluster of a name. Throws an error that lists the names there are. */
  cluster(name: string): LabCluster {
    const cluster = this.#clusters.get(name);
    if (!cluster) {
      throw new UnknownClusterError(name, [...this.#clusters.keys()]);
    }
    return cluster;
  }

  async stop(): Promise<void> {
    await Promise.all(this.clusters.map(cluster => cluster.stop()));
    await Promise.all(this.#proxies.map(proxy => proxy.stop()));
    await this.#engine.stop();
  }
}

/** No cluster of the lab has this name. */
export class UnknownClusterError extends Error {
  constructor(name: string, known: readonly string[]) {
    super(
      `The lab has no cluster ${name}; it has ${known.join(', ') || 'none'}`,
    );
    this.name = 'UnknownClusterError';
  }
}

async function createRoots(
  specs: ReadonlyMap<string, RootSpec>,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      [...specs].map(async ([name, { validDays, ...subject }]) => {
        const root = await Authority.createRoot({
          ...subject,
          ...validFor(validDays, now),
        });
        return [name, root.certificate] as const;
      }),
    ),
  );
}

async function startProxy(
  url: string,
  previous: FaultProxy | undefined,
  firstPort: number | undefined,
): Promise<FaultProxy> {
  const { hostname, port } = new URL(url);
  return FaultProxy.start({
    port:
      firstPort === undefined
        ? 0
        : await freePort(previous ? previous.port + 1 : firstPort),
    target: { host: hostname, port: Number(port) },
  });
}

interface ClusterStart {
  readonly cluster: FleetCluster;
  readonly spec: ClusterSpec;
  readonly values: PlaceholderValues;
}

async function startCluster(
  { cluster, spec, values }: ClusterStart,
  server: EngineCluster,
  proxy: FaultProxy,
): Promise<LabCluster> {
  const { identity } = spec;
  const objects = fillPlaceholders(
    cluster.objects,
    values,
  ) as readonly KubernetesObject[];
  const revisions = revisionsOf(objects);
  const admin = ApiClient.create({
    url: server.url,
    caCertificate: identity.caCertificate,
    token: identity.adminToken,
  });
  await seed(admin, [
    ...identityObjects(revisions).map(object => ({
      object,
      fieldManager: FIELD_MANAGER,
    })),
    ...materialise({ ...cluster, objects, now: values.now }),
  ]);
  const { title, crds } = cluster;
  return LabCluster.create({
    title,
    crds,
    revisions,
    identity,
    server,
    proxy,
    admin,
  });
}

/** Revisions with a mesh config of their own: ConfigMaps `istio-<revision>` with a key `mesh`. */
function revisionsOf(objects: readonly KubernetesObject[]): readonly string[] {
  const prefix = 'istio-';
  const names = ofKind(objects, 'ConfigMap')
    .filter(
      ({ metadata, data }) =>
        metadata.name.startsWith(prefix) && data?.mesh !== undefined,
    )
    .map(({ metadata }) => metadata.name.slice(prefix.length));
  return [...new Set(names)];
}
