import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../kubernetesObject';
import {
  FleetFile,
  parseFleetFile,
  RootSpec,
  ServedClusterEntry,
  SignInClusterEntry,
} from './fleetFile';

/** A cluster to be served, with what is written about it. Placeholders are not filled in yet. */
export interface FleetCluster extends Omit<ServedClusterEntry, 'include'> {
  readonly objects: readonly KubernetesObject[];
}

/** Clusters to be served together. */
export interface Fleet {
  readonly roots: ReadonlyMap<string, RootSpec>;
  readonly clusters: readonly FleetCluster[];
  /** Clusters that are listed and not served. */
  readonly listed: readonly SignInClusterEntry[];
}

/** Reads a fleet from a folder with a `fleet.yaml` and one folder of manifests for each cluster. */
export async function loadFleet(folder: string): Promise<Fleet> {
  const file = await readFleetFile(folder);
  const served = file.clusters.filter(
    (entry): entry is ServedClusterEntry => entry.signIn === undefined,
  );
  const clusters = await Promise.all(
    served.map(async ({ include, ...entry }) => {
      const parts = await Promise.all([
        readFolder(join(folder, entry.name)),
        ...include.map(name => readFolder(join(folder, '_shared', name))),
      ]);
      return { ...entry, objects: parts.flat() };
    }),
  );
  return {
    roots: file.roots,
    clusters,
    listed: file.clusters.filter(
      (entry): entry is SignInClusterEntry => entry.signIn !== undefined,
    ),
  };
}

/** The objects of a YAML text. Throws an error that names the file and the line or the document that is wrong. */
export function parseManifests(
  text: string,
  file: string,
): readonly KubernetesObject[] {
  return parseAllDocuments(text).flatMap((document, index) => {
    const [error] = document.errors;
    if (error) {
      throw new Error(`${file}: ${error.message}`);
    }
    const value: unknown = document.toJS();
    return value === null
      ? []
      : [checkObject(value, `${file}, document ${index + 1}`)];
  });
}

function checkObject(value: unknown, where: string): KubernetesObject {
  const { apiVersion, kind, metadata } = (value ?? {}) as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown };
  };
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeof metadata?.name !== 'string'
  ) {
    throw new Error(`${where} lacks apiVersion, kind or metadata.name`);
  }
  if (kind === 'Secret') {
    throw new Error(
      `${where} is a Secret; the lab keeps none, because Meshwise reads none`,
    );
  }
  return value as KubernetesObject;
}

async function readFleetFile(folder: string): Promise<FleetFile> {
  const path = join(folder, 'fleet.yaml');
  const [document] = parseAllDocuments(await readFile(path, 'utf8'));
  if (!document || document.errors.length > 0) {
    throw new Error(`${path}: ${document?.errors[0]?.message ?? 'is empty'}`);
  }
  return parseFleetFile(document.toJS());
}

async function readFolder(
  folder: string,
): Promise<readonly KubernetesObject[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const objects = await Promise.all(
    names
      .sort()
      .map(async name =>
        parseManifests(
          await readFile(join(folder, name), 'utf8'),
          join(folder, name),
        ),
      ),
  );
  return objects.flat();
}
