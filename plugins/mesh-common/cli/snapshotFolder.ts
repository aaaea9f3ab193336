import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  readSnapshotManifest,
  SnapshotManifest,
} from '../src/decode/snapshotManifest';
import { snapshotOf } from '../src/decode/snapshotOf';
import { Snapshot } from '../src/model/snapshot';
import { readObjects } from './readObjects';
import { WrongInput } from './wrongInput';

/** File that a folder has which was written from clusters: when, and what could not be seen. */
const MANIFEST = 'snapshot.yaml';

/** Reads a folder of YAML, `clusters/<name>/*.yaml`. Without a manifest it is a fleet in which everything is known. */
export function readSnapshotFolder(dir: string | undefined): Snapshot {
  if (!dir)
    throw new WrongInput(
      'No folder is named. Say --snapshot DIR, where DIR has clusters/<name>/*.yaml.',
    );
  if (!isFolder(dir))
    throw new WrongInput(`${dir} is not a folder. Check --snapshot.`);
  if (!isFolder(join(dir, 'clusters')))
    throw new WrongInput(
      `${dir} has no folder "clusters". Put the objects of each cluster into clusters/<name>/*.yaml.`,
    );
  const clusters = readObjects(dir);
  const objects = [...clusters.values()].reduce((sum, l) => sum + l.length, 0);
  const manifest = readManifest(join(dir, MANIFEST));
  if (objects === 0 && !manifest)
    throw new WrongInput(
      `No object was found below ${dir}/clusters. Put the objects of each cluster into clusters/<name>/*.yaml.`,
    );
  return snapshotOf({
    clusters,
    at: manifest?.takenAt ?? Date.now(),
    manifest,
  });
}

function readManifest(file: string): SnapshotManifest | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readSnapshotManifest(parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new WrongInput(
      `${file} is ${problem}. Write the folder anew with "mesh snapshot".`,
    );
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
