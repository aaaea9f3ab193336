import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { COMMANDS, ClusterDescription, CommandOptions } from './commands';
import { ControlClient } from './ControlClient';
import { rbacPage } from './rbacPage';
import { buildEngine, findEngine } from './real/engineBinary';
import { serveLab } from './serveLab';

/** The world of the command line. */
export interface CliContext {
  /** Folder of the repository. */
  readonly root: string;
  readonly print: (line: string) => void;
}

const USAGE = `Usage: npm run lab -- <command>

  start [--engine embedded|real] [--clusters DIR] [--state DIR]
                                   serve the clusters until stopped
  stop                             stop the lab that runs
  list                             clusters and their faults
${[...COMMANDS].map(([name, command]) => usageLine(name, command)).join('\n')}
  engine build                     build the real engine and print where it is
  roles                            write docs/rbac.md
`;

/** Runs one command of the command line. */
export async function runCli(
  args: readonly string[],
  context: CliContext,
): Promise<void> {
  const [first = 'start'] = args;
  if (first === '--help' || first === '-h' || first === 'help') {
    context.print(USAGE);
    return;
  }
  // `npm run lab -- --engine real` starts, too.
  const [command, ...rest] = first.startsWith('-') ? ['start', ...args] : args;
  switch (command ?? 'start') {
    case 'start':
      await start(rest, context);
      break;
    case 'stop':
      await ControlClient.create().stop();
      break;
    case 'list':
      printClusters(await ControlClient.create().list(), context);
      break;
    case 'engine':
      await printEngine(rest, context);
      break;
    case 'roles':
      await writeRoles(context);
      break;
    default:
      await control(command, rest, context);
  }
}

async function start(
  args: readonly string[],
  { root, print }: CliContext,
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', default: 'embedded' },
      clusters: { type: 'string', default: join(root, 'examples/clusters') },
      state: { type: 'string', default: join(root, '.lab') },
    },
  });
  const { engine } = values;
  if (engine !== 'embedded' && engine !== 'real') {
    throw new Error(`--engine is embedded or real, not ${engine}`);
  }
  const lifetime = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => lifetime.abort());
  }
  await serveLab({
    engine,
    clustersDir: resolve(values.clusters),
    stateDir: resolve(values.state),
    signal: lifetime.signal,
    onReady: clusters => {
      print('lab ready');
      printClusters(clusters, { root, print });
    },
  });
}

async function printEngine(
  [action]: readonly string[],
  { print }: CliContext,
): Promise<void> {
  if (action !== 'build') {
    throw new Error('The only command for the engine is: engine build');
  }
  const { apiServer } = (await findEngine()) ?? (await buildEngine());
  print(apiServer.command);
}

async function writeRoles({ root, print }: CliContext): Promise<void> {
  const path = join(root, 'docs/rbac.md');
  await writeFile(path, rbacPage());
  print(`wrote ${path}`);
}

async function control(
  name: string,
  args: readonly string[],
  context: CliContext,
): Promise<void> {
  const command = COMMANDS.get(name);
  if (!command) {
    throw new Error(`There is no command ${name}.\n\n${USAGE}`);
  }
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(
      command.numbers.map(option => [
        kebabCase(option),
        { type: 'string' as const },
      ]),
    ),
  });
  const [cluster, ...operands] = positionals;
  if (!cluster || operands.length > command.operands.length) {
    throw new Error(`Usage: npm run lab --${usageLine(name, command)}`);
  }
  const options: CommandOptions = Object.fromEntries([
    ...operands.map((value, index) => [command.operands[index], value]),
    ...command.numbers.flatMap(option => {
      const value = values[kebabCase(option)];
      return value === undefined ? [] : [[option, Number(value)]];
    }),
  ]);
  printClusters(
    [await ControlClient.create().run(cluster, name, options)],
    context,
  );
}

function usageLine(
  name: string,
  command: {
    operands: readonly string[];
    numbers: readonly string[];
    summary: string;
  },
): string {
  const parts = [
    name,
    '<cluster>',
    ...command.operands.map(operand => `<${operand}>`),
    ...command.numbers.map(option => `[--${kebabCase(option)} N]`),
  ].join(' ');
  const gap =
    parts.length < 32 ? ' '.repeat(33 - parts.length) : `\n${' '.repeat(35)}`;
  return `  ${parts}${gap}${command.summary}`;
}

function printClusters(
  clusters: readonly ClusterDescription[],
  { print }: CliContext,
): void {
  const rows = clusters.map(({ name, url, link, forbidden, title }) => [
    name,
    url,
    link.code,
    forbidden.length > 0 ? `forbidden: ${forbidden.join(', ')}` : '',
    title,
  ]);
  const header = ['cluster', 'url', 'link', 'reader', 'title'];
  const widths = header.map((text, column) =>
    Math.max(text.length, ...rows.map(row => row[column].length)),
  );
  for (const row of [header, ...rows]) {
    print(
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** `bytesPerSecond` is `--bytes-per-second` on the command line. */
function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
