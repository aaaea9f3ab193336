import { parseArgs } from 'node:util';
import { changedRecording } from './changedRecording';
import { readMeshFolder } from './meshFolder';
import { record } from './recording';
import { describe, referee } from './referee';

const USAGE = `mesh proxies DIR...   what every proxy of each folder is given, one line of JSON per folder
mesh change DIR...    the same before and after the folder's change
mesh referee DIR...   compares with the recorded answers in the folders

--istio 1.29          answer as this version of Istio`;

type Options = { readonly istio: string | undefined };

/** Prints one line of JSON per folder, in the order given. A folder that cannot be read gets a line too, so that the lines stay in step. */
function printEach(
  dirs: readonly string[],
  compute: (dir: string) => unknown,
): void {
  for (const dir of dirs) {
    try {
      print(JSON.stringify(compute(dir)));
    } catch (error) {
      process.exitCode = 1;
      print(JSON.stringify({ error: `${dir}: ${message(error)}` }));
    }
  }
}

function proxies(dirs: readonly string[], options: Options): void {
  printEach(dirs, dir => {
    const { snapshot, proxies: asked } = readMeshFolder(dir, options);
    return record(snapshot, asked);
  });
}

function change(dirs: readonly string[], options: Options): void {
  printEach(dirs, dir => changedRecording(readMeshFolder(dir, options)));
}

function compare(dirs: readonly string[], options: Options): void {
  let all = 0;
  let equal = 0;
  for (const dir of dirs) {
    try {
      for (const verdict of referee(dir, options)) {
        all++;
        if (verdict.differences.length === 0) equal++;
        describe(verdict).forEach(print);
      }
    } catch (error) {
      process.exitCode = 1;
      print(`${dir}: ${message(error)}`);
    }
  }
  print(`${equal} of ${all} proxies equal`);
  if (equal < all) process.exitCode = 1;
}

const COMMANDS: ReadonlyMap<
  string,
  (dirs: readonly string[], options: Options) => void
> = new Map([
  ['proxies', proxies],
  ['change', change],
  ['referee', compare],
]);

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { istio: { type: 'string' } },
  });
  const [name = '', ...dirs] = positionals;
  const command = COMMANDS.get(name);
  if (!command || dirs.length === 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  command(dirs, { istio: values.istio });
}

/** A reader that has seen enough, such as `head`, is no accident. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.stdout.on('error', endWithReader);
main();
