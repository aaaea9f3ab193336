// Remembers what a step was last done with, so that it is not done again for nothing.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

function* files(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(absolute).sort()) {
    yield* files(join(path, entry));
  }
}

/** Hash of the content of files and folders, named relative to the root; tests do not count. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of files(path)) {
      if (/\.test\.tsx?$/.test(file)) continue;
      hash.update(`${file}\0`).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}

/** Does `work` unless it was done last for the same fingerprint and what it makes is still there. */
export function once({ name, value, makes, work }) {
  const stamp = join(root, 'node_modules', '.meshwise', name);
  const done =
    existsSync(join(root, makes)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === value;
  if (done) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}
