#!/usr/bin/env node
// node tools/run.mjs <command> [args...]: runs a command on the Node and Yarn of tools/toolchain.
// What is not one of the commands below is handed to yarn, e.g. `node tools/run.mjs tsc`.
import { become, fail, run } from './process.mjs';
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

const commands = {
  'exec-ts': executeTypeScript,
  lab: args => executeTypeScript(['packages/lab/src/cli.ts', ...args]),
};

const [command = 'start', ...args] = process.argv.slice(2);
if (Object.hasOwn(commands, command)) {
  commands[command](args);
} else {
  run('yarn', [command, ...args], { env });
}
