import { parseArgs } from 'node:util';
import { changedRecording } from './changedRecording';
import { readMeshFolder } from './meshFolder';
import { answerPeople, PEOPLE_COMMANDS } from './peopleCommand';
import { record } from './recording';
import { describe, referee } from './referee';
import { verifyPlan } from './verifyPlan';
import { ASKED_WRONGLY } from './wrongInput';

const USAGE = `mesh proxies DIR...   what every proxy of each folder is given, one line of JSON per folder
mesh change DIR...    the same before and after the folder's change
mesh referee DIR...   compares with the recorded answers in the folders

--istio 1.29          answer as this version of Istio

mesh findings --snapshot DIR                 what is wrong with the fleet of the folder
mesh explain  --snapshot DIR --service NS/NAME   its endpoints, who governs them, where callers' requests go
mesh whatif   --snapshot DIR --service NS/NAME --lose cluster=NAME|zone=REGION/ZONE|gateway=CLUSTER
mesh upgrade  --snapshot DIR --to 1.31       what changes for whom when control planes run that version, and why

mesh snapshot --out DIR                      writes such a folder from the configured clusters

mesh verify-plan DIR...                      whether each folder is as its plan was rendered, for a repository's CI

--json                print data instead of a table
Exit code: 0 nothing wrong, 1 warnings, 2 errors, 3 asked wrongly`;

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

function verify(dirs: readonly string[]): void {
  for (const dir of dirs) {
    try {
      const { plan, files, differences } = verifyPlan(dir);
      differences.forEach(print);
      if (differences.length > 0) process.exitCode = 1;
      else print(`${dir}: ${files} files as in plan ${plan}`);
    } catch (error) {
      process.exitCode = ASKED_WRONGLY;
      print(`${dir}: ${message(error)}`);
    }
  }
}

const COMMANDS: ReadonlyMap<
  string,
  (dirs: readonly string[], options: Options) => void
> = new Map([
  ['proxies', proxies],
  ['change', change],
  ['referee', compare],
  ['verify-plan', verify],
]);

function main(): void {
  const { positionals, values } = readArguments();
  const [name = '', ...dirs] = positionals;
  const ask = PEOPLE_COMMANDS.get(name);
  if (ask && dirs.length === 0) {
    const { snapshot, service, lose, to, json = false } = values;
    const { out, problem, exitCode } = answerPeople(ask, {
      snapshot,
      service,
      lose,
      to,
      json,
    });
    out.forEach(print);
    if (problem) process.stderr.write(`mesh ${name}: ${problem}\n`);
    process.exitCode = exitCode;
    return;
  }
  const command = COMMANDS.get(name);
  if (!command || dirs.length === 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = ASKED_WRONGLY;
    return;
  }
  command(dirs, { istio: values.istio });
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        istio: { type: 'string' },
        snapshot: { type: 'string' },
        service: { type: 'string' },
        lose: { type: 'string' },
        to: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    process.stderr.write(`${message(error)}\n\n${USAGE}\n`);
    return process.exit(ASKED_WRONGLY);
  }
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
