import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotOf } from '../src/decode/snapshotOf';
import { Snapshot } from '../src/model/snapshot';
import { readObjects } from './readObjects';
import { WrongInput } from './wrongInput';

/** Reads a folder of YAML, `clusters/<name>/*.yaml`, as a fleet in which everything is known. */
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
  if (objects === 0)
    throw new WrongInput(
      `No object was found below ${dir}/clusters. Put the objects of each cluster into clusters/<name>/*.yaml.`,
    );
  return snapshotOf({ clusters, at: Date.now() });
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
