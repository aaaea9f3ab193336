import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  ClusterName,
  Kind,
  redacted,
  SnapshotManifest,
  snapshotManifestData,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterReading } from '../kubernetes/readClusterOnce';

/** Documents are read by people: no line breaks inside texts, and no references between objects. */
const READABLE = { lineWidth: 0, aliasDuplicateObjects: false };

/** Makes the folder for a snapshot. Rejects when there is something in it already. */
export async function newSnapshotFolder(dir: string): Promise<void> {
  await mkdir(join(dir, 'clusters'), { recursive: true });
  const files = await readdir(dir);
  const before = await readdir(join(dir, 'clusters'));
  if (files.length > 1 || before.length > 0) {
    throw new Error(`${dir} is not empty; name a new folder with --out`);
  }
}

/** Writes the objects of one cluster, redacted, one file for each kind. */
export async function writeCluster(
  dir: string,
  cluster: ClusterName,
  { objects }: ClusterReading,
): Promise<void> {
  const folder = join(dir, 'clusters', folderName(cluster));
  await mkdir(folder);
  for (const [kind, list] of objects) {
    if (list.length === 0) continue;
    await writeFile(join(folder, `${kind}.yaml`), documents(kind, list));
  }
}

/** Writes what the folder says besides the objects; until then it is no snapshot. */
export async function writeManifest(
  dir: string,
  manifest: SnapshotManifest,
): Promise<void> {
  const data = snapshotManifestData(manifest);
  await writeFile(join(dir, 'snapshot.yaml'), stringify(data, READABLE));
}

function documents(kind: Kind, list: readonly unknown[]): string {
  return list
    .map(object => stringify(redacted(kind, object), READABLE))
    .join('---\n');
}

/** The name of a cluster may be anything; that of a folder must lead nowhere else. */
function folderName(cluster: ClusterName): string {
  return encodeURIComponent(cluster).replace(/^\.+/, dots =>
    '%2E'.repeat(dots.length),
  );
}
