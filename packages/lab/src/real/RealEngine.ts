import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../ApiClient';
import { ClusterSpec, CrdBundle, Engine, EngineCluster } from '../engine';
import { KubernetesObject } from '../kubernetesObject';
import { ApiServer } from './ApiServer';
import { buildEngine, EnginePrograms, findEngine } from './engineBinary';
import { Etcd } from './Etcd';
import { installCrds } from './installCrds';
import { moduleCrds } from './moduleCrds';
import { noSecrets } from './noSecrets';
import { PreparedData } from './PreparedData';

type CrdsByBundle = ReadonlyMap<CrdBundle, readonly KubernetesObject[]>;

/**
 * Real Kubernetes: one etcd, and a kube-apiserver for each cluster. When it stops, no identity of Meshwise may have asked any
 * of them for a Secret, whatever the test was about; `stop` rejects otherwise.
 */
export class RealEngine implements Engine {
  static create(): RealEngine {
    return new RealEngine();
  }

  #run?: EngineRun;

  private constructor() {}

  async start(
    clusters: readonly ClusterSpec[],
    signal: AbortSignal,
  ): Promise<readonly EngineCluster[]> {
    const programs = (await findEngine()) ?? (await buildEngine());
    const crds = await loadCrds(clusters);
    const workDir = await mkdtemp(join(tmpdir(), 'meshwise-lab-'));
    this.#run = new EngineRun({ clusters, programs, crds, workDir, signal });
    try {
      return await this.#run.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await run?.stop();
  }
}

interface EngineRunOptions {
  readonly clusters: readonly ClusterSpec[];
  readonly programs: EnginePrograms;
  readonly crds: CrdsByBundle;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** The processes and files of one start. */
class EngineRun {
  readonly #options: EngineRunOptions;
  readonly #dataDir: string;
  #etcd?: Etcd;
  #servers: readonly ApiServer[] = [];

  constructor(options: EngineRunOptions) {
    this.#options = options;
    this.#dataDir = join(options.workDir, 'etcd');
  }

  async start(): Promise<readonly EngineCluster[]> {
    const { clusters, crds, programs } = this.#options;
    const prepared = PreparedData.create({
      clusters,
      crds: [...crds.values()].flat(),
      engineVersion: programs.version,
    });
    if (!(await prepared.copyTo(this.#dataDir))) {
      await this.#startServers();
      await this.#installCrds();
      await this.#stopServers();
      await prepared.keep(this.#dataDir);
    }
    await this.#startServers();
    return this.#servers;
  }

  async stop(): Promise<void> {
    const servers = this.#servers;
    await this.#stopServers();
    try {
      await noSecrets(
        servers.map(server => ({
          cluster: server.name,
          ...server.secretRequests(),
        })),
      );
    } finally {
      await rm(this.#options.workDir, { recursive: true, force: true });
    }
  }

  async #startServers(): Promise<void> {
    const { clusters, programs, workDir, signal } = this.#options;
    const etcd = await Etcd.start({
      program: programs.etcd,
      dataDir: this.#dataDir,
      workDir,
      signal,
    });
    this.#etcd = etcd;
    const starts = await Promise.allSettled(
      clusters.map(spec =>
        ApiServer.start({
          spec,
          program: programs.apiServer,
          etcd,
          workDir: join(workDir, spec.name),
          signal,
        }),
      ),
    );
    this.#servers = starts.flatMap(start =>
      start.status === 'fulfilled' ? [start.value] : [],
    );
    const failed = starts.find(start => start.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }

  async #stopServers(): Promise<void> {
    await Promise.all(this.#servers.map(server => server.stop()));
    this.#servers = [];
    await this.#etcd?.stop();
    this.#etcd = undefined;
  }

  async #installCrds(): Promise<void> {
    const { clusters, crds, signal } = this.#options;
    await Promise.all(
      clusters.map(async (spec, index) => {
        const client = ApiClient.create({
          url: this.#servers[index].url,
          caCertificate: spec.identity.caCertificate,
          token: spec.identity.adminToken,
        });
        try {
          await installCrds(
            client,
            spec.crds.flatMap(bundle => crds.get(bundle) ?? []),
            signal,
          );
        } finally {
          client.close();
        }
      }),
    );
  }
}

async function loadCrds(
  clusters: readonly ClusterSpec[],
): Promise<CrdsByBundle> {
  const bundles = new Set(clusters.flatMap(spec => spec.crds));
  return new Map(
    await Promise.all(
      [...bundles].map(
        async bundle => [bundle, await moduleCrds(bundle)] as const,
      ),
    ),
  );
}
