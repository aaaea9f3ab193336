#!/usr/bin/env node
// node tools/run.mjs <command> [args...]: runs a command on the Node and Yarn of tools/toolchain.
// What is not one of the commands below is handed to yarn, e.g. `node tools/run.mjs tsc`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { become, fail, root, run } from './process.mjs';
import { installDependencies, setup } from './setup.mjs';
import { dev, start } from './start.mjs';
import { toolchainEnvironment } from './toolchain.mjs';

const env = toolchainEnvironment();

/** Runs a TypeScript file of this repository. */
function executeTypeScript([file, ...args]) {
  if (!file) {
    fail(
      'exec-ts needs a file.',
      'Usage: node tools/run.mjs exec-ts <file.ts> [args...]',
    );
  }
  if (!existsSync(join(root, 'node_modules'))) installDependencies(env);
  become(
    'node',
    [
      '--enable-source-maps',
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      file,
      ...args,
    ],
    { env },
  );
}

/** Questions about folders are for the core; writing one needs the clusters, hence a backend. */
function mesh(args) {
  const [command, ...rest] = args;
  executeTypeScript(
    command === 'snapshot'
      ? ['packages/backend/src/snapshot.ts', ...rest]
      : ['plugins/mesh-common/cli/mesh.ts', ...args],
  );
}

const commands = {
  setup: () => setup(env),
  start: args => start(args, env),
  dev: args => dev(args, env),
  test: args => check(args, env),
  'exec-ts': executeTypeScript,
  lab: args => executeTypeScript(['packages/lab/src/cli.ts', ...args]),
  mesh,
  faults: args =>
    executeTypeScript(['plugins/mesh-backend/faults/cli.ts', ...args]),
};

const [command = 'start', ...args] = process.argv.slice(2);
if (Object.hasOwn(commands, command)) {
  await commands[command](args);
} else {
  run('yarn', [command, ...args], { env });
}
