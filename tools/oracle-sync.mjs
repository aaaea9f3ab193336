// node tools/run.mjs oracle:sync <folder>: makes oracle/ an exact copy of the recorded answers of Istio in that folder.
// The copy is test data: it is replaced as a whole and never edited.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, root } from './process.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, 'scenarios'))) {
  fail(
    'the folder to copy is not named, or is not one of recordings: they have a folder "scenarios".',
    'Usage: node tools/run.mjs oracle:sync <folder>',
  );
}
const target = join(root, 'oracle');
rmSync(target, { recursive: true, force: true });
cpSync(resolve(folder), target, { recursive: true });
console.log(`oracle/ is now a copy of ${resolve(folder)}`);
