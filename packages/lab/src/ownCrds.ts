import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CrdBundle } from './engine';
import { KubernetesObject } from './kubernetesObject';

/** Bundles whose CRDs no registry publishes. The lab has small stand-ins for them, which accept almost any spec. */
export type OwnCrdBundle = Extract<
  CrdBundle,
  'sail' | 'maistra' | 'federation' | 'cluster-trust-bundles'
>;

const OWN: readonly OwnCrdBundle[] = [
  'sail',
  'maistra',
  'federation',
  'cluster-trust-bundles',
];

const CRDS_DIR = resolve(__dirname, '../crds');

/** Whether the lab itself has the CRDs of a bundle. */
export function isOwnCrdBundle(bundle: CrdBundle): bundle is OwnCrdBundle {
  return OWN.some(name => name === bundle);
}

/** The CRDs of a bundle from `crds/<bundle>.yaml`. */
export async function ownCrds(
  bundle: OwnCrdBundle,
): Promise<readonly KubernetesObject[]> {
  return readManifests(join(CRDS_DIR, `${bundle}.yaml`));
}

/** The objects of a YAML file, or of all YAML files of a folder. */
export async function readManifests(
  path: string,
): Promise<readonly KubernetesObject[]> {
  if (!path.endsWith('.yaml')) {
    const files = (await readdir(path)).filter(name => name.endsWith('.yaml'));
    const objects = await Promise.all(
      files.sort().map(name => readManifests(join(path, name))),
    );
    return objects.flat();
  }
  return parseAllDocuments(await readFile(path, 'utf8'))
    .map(document => document.toJS() as KubernetesObject | null)
    .filter(object => object !== null);
}
