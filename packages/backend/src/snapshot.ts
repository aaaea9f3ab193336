import { parseArgs } from 'node:util';
import { createBackend } from '@backstage/backend-defaults';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { meshSnapshotPlugin } from '@meshwise/backstage-plugin-mesh-backend';

const USAGE = `mesh snapshot --out DIR [--config FILE]...

Reads the clusters of the Kubernetes plugin once, as the portal does, and writes DIR for the other commands: YAML without Secrets.
--config  files of the Backstage configuration; app-config.yaml and app-config.local.yaml without it
Exit code: 0 everything was seen, 1 something was not, 2 nothing was written, 3 asked wrongly`;

const EXIT = { seen: 0, partly: 1, failed: 2, askedWrongly: 3 };

/** Nothing listens: the portal may run beside it. */
const silentHttpRouter = createServiceFactory({
  service: coreServices.rootHttpRouter,
  deps: {},
  factory: () => ({ use: () => undefined }),
});

/** Nothing is kept: the portal's own database stays as it is. */
const passingDatabase = createServiceFactory({
  service: coreServices.database,
  deps: {
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
  },
  createRootContext: () =>
    DatabaseManager.fromConfig(
      new ConfigReader({
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
      }),
    ),
  factory: ({ lifecycle, logger, plugin }, databases) =>
    databases.forPlugin(plugin.getId(), { lifecycle, logger }),
});

function outOf(args: string[]): string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        // The configuration service of the backend reads these itself.
        config: { type: 'string', multiple: true },
      },
    });
    if (values.out) return values.out;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  console.error(USAGE);
  return process.exit(EXIT.askedWrongly);
}

/** What is left out of a snapshot is said on the side, like the log of the backend. */
function say(line: string): void {
  console.error(line);
}

async function main(): Promise<void> {
  const out = outOf(process.argv.slice(2));
  process.env.LOG_LEVEL ??= 'error';
  const backend = createBackend();
  const taken = new Promise<boolean>((done, failed) => {
    backend.add(meshSnapshotPlugin({ out, say, done, failed }));
  });
  backend.add(silentHttpRouter);
  backend.add(passingDatabase);
  backend.add(import('@backstage/plugin-kubernetes-backend'));
  backend.add(
    import('@meshwise/backstage-plugin-kubernetes-backend-module-mesh'),
  );
  await backend.start();
  const complete = await taken;
  console.log(`${out} holds what could be seen.`);
  process.exit(complete ? EXIT.seen : EXIT.partly);
}

main().catch(error => {
  console.error(
    `mesh snapshot: ${error instanceof Error ? error.message : error}`,
  );
  process.exit(EXIT.failed);
});
