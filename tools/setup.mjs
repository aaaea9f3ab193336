// Installs the dependencies and builds the portal's frontend; both only if their inputs changed.
import { spawnSync } from 'node:child_process';
import { fingerprint, once } from './fingerprint.mjs';
import { fail, root } from './process.mjs';

/** Everything the built frontend is made of. */
const FRONTEND_SOURCES = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app/package.json',
  'packages/app/config.d.ts',
  'packages/app/public',
  'packages/app/src',
  'plugins/mesh/package.json',
  'plugins/mesh/src',
  'plugins/mesh-common/package.json',
  'plugins/mesh-common/src',
];

function yarn(args, env, { cause, cure, stdio = 'inherit' }) {
  const { status, stdout } = spawnSync('yarn', args, {
    cwd: root,
    env,
    stdio,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  if (stdout) console.error(stdout);
  fail(cause, cure);
}

/** Installs what yarn.lock names. */
export function installDependencies(env) {
  once({
    name: 'install',
    value: fingerprint(['yarn.lock', '.yarnrc.yml']),
    makes: 'node_modules/@backstage/cli',
    work() {
      console.log('Installing dependencies (once, one to three minutes) ...');
      yarn(['install', '--immutable'], env, {
        cause:
          'yarn could not install the dependencies; its lines above say which.',
        cure:
          'No network or certificate trouble? Check `npm ping`. A changed package.json needs `node tools/run.mjs install` ' +
          'to bring yarn.lock up to date. Then run the same command again: what was fetched is kept.',
      });
    },
  });
}

/** Installs, and builds the frontend that the backend serves. */
export function setup(env) {
  installDependencies(env);
  once({
    name: 'frontend',
    value: fingerprint(FRONTEND_SOURCES),
    makes: 'packages/app/dist/index.html',
    work() {
      console.log('Building the frontend (about half a minute) ...');
      yarn(['workspace', 'app', 'build'], env, {
        stdio: ['ignore', 'pipe', 'inherit'], // on success the report is a list of three hundred chunks
        cause: 'the frontend could not be built; the lines above say why.',
        cure: 'Mend the source named there. `node tools/run.mjs tsc` gives a fuller list of type errors.',
      });
    },
  });
}
