import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClusterSpec } from '../engine';
import { KubernetesObject } from '../kubernetesObject';
import { cacheDir } from './engineBinary';

/** What decides how a data folder with installed CRDs looks. */
export interface PreparedDataOptions {
  readonly clusters: readonly ClusterSpec[];
  readonly crds: readonly KubernetesObject[];
  readonly engineVersion: string;
}

const PREFIX = 'etcd-';
const COPY = /^etcd-[0-9a-f]{16}$/;
const COPIES_KEPT = 8;

/**
 * Copies of etcd data folders that hold nothing but the CRDs: installing those takes longer than all else at a start.
 * They hold no secret: identities of clusters are made anew at every start and are not in etcd.
 */
export class PreparedData {
  static create(options: PreparedDataOptions): PreparedData {
    const hash = createHash('sha256').update(
      JSON.stringify([
        options.engineVersion,
        options.crds,
        options.clusters.map(spec => [
          spec.name,
          spec.crds,
          spec.serviceCidr,
          spec.kubernetesVersion,
        ]),
      ]),
    );
    return new PreparedData(
      join(cacheDir(), `${PREFIX}${hash.digest('hex').slice(0, 16)}`),
    );
  }

  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Fills `dataDir` from the copy. False when there is none. */
  async copyTo(dataDir: string): Promise<boolean> {
    if (!existsSync(this.#folder)) {
      return false;
    }
    await cp(this.#folder, dataDir, { recursive: true });
    return true;
  }

  /** Keeps a copy of the data folder of an etcd that is stopped. */
  async keep(dataDir: string): Promise<void> {
    const unfinished = `${this.#folder}.${process.pid}`;
    await mkdir(dirname(this.#folder), { recursive: true });
    await cp(dataDir, unfinished, { recursive: true });
    try {
      await rename(unfinished, this.#folder);
    } catch {
      // Another lab was faster with the same content.
      await rm(unfinished, { recursive: true, force: true });
    }
    await removeOldest();
  }
}

/** Every fleet that differs in its clusters has a copy of its own; those made long ago are probably never used again. */
async function removeOldest(): Promise<void> {
  const names = (await readdir(cacheDir())).filter(name => COPY.test(name));
  const copies = await Promise.all(
    names.map(async name => {
      const path = join(cacheDir(), name);
      return { path, made: (await stat(path)).mtimeMs };
    }),
  );
  copies.sort((a, b) => b.made - a.made);
  await Promise.all(
    copies
      .slice(COPIES_KEPT)
      .map(({ path }) => rm(path, { recursive: true, force: true })),
  );
}
