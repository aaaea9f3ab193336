import { Lab } from './Lab';
import { LabCluster } from './LabCluster';
import { LabState } from './LabState';

/** Options of a command as they come from a command line or a JSON body. */
export type CommandOptions = Readonly<Record<string, unknown>>;

/** What a command needs. */
export interface CommandContext {
  readonly cluster: LabCluster;
  readonly options: CommandOptions;
  readonly state: LabState;
}

/** Something that can be done to a cluster. */
export interface Command {
  /** Names of positional options, in order. */
  readonly operands: readonly string[];
  /** Names of numeric flags. */
  readonly numbers: readonly string[];
  readonly summary: string;
  run(context: CommandContext): Promise<void>;
}

/** Options of a command that cannot be used. */
export class CommandOptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandOptionError';
  }
}

const DEFAULT_LATENCY_MS = 500;

function command(
  summary: string,
  run: Command['run'],
  options: Partial<Pick<Command, 'operands' | 'numbers'>> = {},
): Command {
  return { operands: [], numbers: [], ...options, summary, run };
}

/** All commands for one cluster, by name. The command line and the control server offer the same ones. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  [
    'kill',
    command('close the port and reset all connections', async ({ cluster }) =>
      cluster.kill(),
    ),
  ],
  [
    'restore',
    command(
      'end all faults and give the reader its rights back',
      async ({ cluster }) => cluster.restore(),
    ),
  ],
  [
    'slow',
    command(
      'delay and throttle all connections',
      async ({ cluster, options }) =>
        cluster.slow({
          latencyMs: number(options, 'latencyMs') ?? DEFAULT_LATENCY_MS,
          bytesPerSecond: number(options, 'bytesPerSecond'),
        }),
      { numbers: ['latencyMs', 'bytesPerSecond'] },
    ),
  ],
  [
    'partition',
    command('keep connections open and pass no byte', async ({ cluster }) =>
      cluster.partition(),
    ),
  ],
  [
    'forbid',
    command(
      'take a resource from the reader, for instance pods',
      async ({ cluster, options }) => {
        const { resource } = options;
        if (typeof resource !== 'string' || resource === '') {
          throw new CommandOptionError(
            'forbid needs a resource, for instance pods or gateways.networking.istio.io',
          );
        }
        await cluster.forbid(resource);
      },
      { operands: ['resource'] },
    ),
  ],
  [
    'expire-watches',
    command(
      'answer 410 Gone to every resourceVersion handed out so far',
      async ({ cluster }) => cluster.expireWatches(),
    ),
  ],
  [
    'rotate-token',
    command(
      'make new tokens and let the old ones die',
      async ({ cluster, state }) => {
        await cluster.rotateTokens();
        await state.write();
      },
    ),
  ],
]);

/** What `list` tells about a cluster. */
export function describeCluster(cluster: LabCluster) {
  return {
    name: cluster.name,
    title: cluster.title,
    url: cluster.url,
    link: cluster.link,
    forbidden: cluster.forbidden,
    crds: cluster.crds,
  };
}

/** The description of a cluster as the control server sends it. */
export type ClusterDescription = ReturnType<typeof describeCluster>;

/** Runs a command on a cluster of the lab and tells how the cluster is afterwards. */
export async function runCommand(
  lab: Lab,
  state: LabState,
  request: { cluster: string; command: string; options: CommandOptions },
): Promise<ClusterDescription> {
  const chosen = COMMANDS.get(request.command);
  if (!chosen) {
    throw new CommandOptionError(
      `There is no command ${request.command}; there are ${[
        ...COMMANDS.keys(),
      ].join(', ')}`,
    );
  }
  const { operands, numbers } = chosen;
  const unknown = Object.keys(request.options).find(
    name => !operands.includes(name) && !numbers.includes(name),
  );
  if (unknown) {
    throw new CommandOptionError(
      `${request.command} has no option ${unknown}; it has ${
        [...operands, ...numbers].join(', ') || 'none'
      }`,
    );
  }
  const cluster = lab.cluster(request.cluster);
  await chosen.run({ cluster, options: request.options, state });
  return describeCluster(cluster);
}

function number(options: CommandOptions, name: string): number | undefined {
  const value = options[name];
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new CommandOptionError(
      `${name} must be a number that is not negative, and is ${JSON.stringify(
        value,
      )}`,
    );
  }
  return value;
}
