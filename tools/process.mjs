// Small process plumbing shared by the tools. No dependencies: runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the process with a cause and a cure on standard error. */
export function fail(cause, cure) {
  console.error(`\nError: ${cause}\n${cure}`);
  process.exit(1);
}

/** Runs a command to its end; a failure ends this process with the same exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  if (result.error) {
    fail(
      `${command} could not be started: ${result.error.message}`,
      'Run `npm run setup` and try again.',
    );
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a command in this process's place: signals are passed on and the exit code is kept. */
export function become(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', error =>
    fail(
      `${command} could not be started: ${error.message}`,
      'Run `npm run setup` and try again.',
    ),
  );
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
