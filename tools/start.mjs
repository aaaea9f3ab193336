// `npm start` and `npm run dev`: example clusters, then the portal on them; all of it ends together.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, root } from './process.mjs';
import { installDependencies, setup } from './setup.mjs';

const PORTAL = { url: 'http://localhost:7007', port: 7007 };
const DEVELOPMENT_APP = { url: 'http://localhost:3000', port: 3000 };
const LAB_PORT = 7099;
const LAB_CONFIG = '.lab/app-config.yaml';
const TYPESCRIPT = [
  '--enable-source-maps',
  '--require',
  '@backstage/cli-node/config/nodeTransform.cjs',
];

const children = new Map();
let stopping = false;

/** Stops every child, waits for them, and ends this process. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  const signalAll = signal => {
    for (const child of children.values()) {
      // Each child leads a process group of its own: a signal reaches what it started, and reaches it once.
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
    }
  };
  signalAll('SIGTERM');
  for (let waited = 0; children.size > 0 && waited < 10_000; waited += 100) {
    await delay(100);
  }
  signalAll('SIGKILL');
  process.exit(code);
}

function launch(name, command, args, options) {
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    ...options,
  });
  children.set(name, child);
  child.on('error', error => {
    console.error(`\nError: ${name} could not be started: ${error.message}`);
    stop(1);
  });
  child.on('exit', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    console.error(
      `\nError: ${name} ended by itself (${
        signal ?? `exit code ${code}`
      }). Its last lines above say why; everything else is stopped.`,
    );
    stop(code || 1);
  });
  return child;
}

async function requireFreePort(port, what) {
  for (const host of ['127.0.0.1', '::1']) {
    const taken = await new Promise(resolve => {
      const probe = createServer();
      probe.once('error', error => resolve(error.code === 'EADDRINUSE'));
      probe.listen({ port, host }, () => probe.close(() => resolve(false)));
    });
    if (taken) {
      fail(
        `port ${port} on ${host}, which ${what} needs, is taken by another program.`,
        `Is the portal running already? Stop it there with Ctrl-C. Otherwise find the program with \`ss -ltnp 'sport = :${port}'\` ` +
          `(or \`lsof -i :${port}\`), stop it, and run the same command again.`,
      );
    }
  }
}

/** Starts the example clusters; resolves when they serve and their configuration is written. */
async function startLab(env, engine) {
  console.log(`Starting the example clusters (${engine} engine) ...`);
  const lab = launch(
    'the lab',
    'node',
    [...TYPESCRIPT, 'packages/lab/src/cli.ts', 'start', '--engine', engine],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise(resolve => {
    createInterface({ input: lab.stdout }).on('line', line => {
      console.log(`[lab] ${line}`);
      if (line.trim() === 'lab ready') resolve();
    });
  });
  if (!existsSync(join(root, LAB_CONFIG))) {
    console.error(`\nError: the lab is ready but did not write ${LAB_CONFIG}.`);
    await stop(1);
  }
}

async function untilReady(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await delay(250);
  }
}

/** Path of a file that is named relative to the repository. */
function fromRoot(file) {
  return isAbsolute(file) ? file : join(root, file);
}

/** Engine of the example clusters, and files of configuration on top of those of the repository. */
function readOptions(args) {
  const usage =
    'Usage: npm start [-- [--engine embedded|real] [--config <file>]...]';
  const options = { engine: 'embedded', configs: [] };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = args.slice(at, at + 2);
    if (name === '--engine' && ['embedded', 'real'].includes(value)) {
      options.engine = value;
    } else if (name === '--config' && value !== undefined) {
      const file = fromRoot(value);
      if (!existsSync(file)) fail(`there is no file ${file}.`, usage);
      options.configs.push(file);
    } else {
      fail(`do not know what to do with: ${args.join(' ')}`, usage);
    }
  }
  return options;
}

/** Arguments that make a Backstage process read files of configuration; the last one wins. */
function configArguments(files) {
  return files.flatMap(file => ['--config', fromRoot(file)]);
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(0));
  }
}

/** The built portal on the example clusters. */
export async function start(args, env) {
  const { engine, configs } = readOptions(args);
  setup(env);
  await requireFreePort(PORTAL.port, 'the portal');
  await requireFreePort(LAB_PORT, 'the control server of the lab');
  stopOnSignals();
  await startLab(env, engine);

  console.log('Starting the portal ...');
  launch(
    'the backend',
    'node',
    [
      ...TYPESCRIPT,
      'src/index.ts',
      ...configArguments(['app-config.yaml', LAB_CONFIG, ...configs]),
    ],
    {
      cwd: join(root, 'packages/backend'),
      // Guest sign-in is refused outside development.
      env: { ...env, NODE_ENV: env.NODE_ENV ?? 'development' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  await untilReady(`${PORTAL.url}/.backstage/health/v1/readiness`);
  console.log(
    `\n  The portal is ready: ${PORTAL.url}  (sign in with "Enter"; Ctrl-C stops everything)\n`,
  );
}

/** The portal with hot reload, for work on its source. */
export async function dev(args, env) {
  const { engine, configs } = readOptions(args);
  installDependencies(env);
  await requireFreePort(DEVELOPMENT_APP.port, 'the development server');
  await requireFreePort(PORTAL.port, 'the backend');
  await requireFreePort(LAB_PORT, 'the control server of the lab');
  stopOnSignals();
  await startLab(env, engine);
  launch(
    'the development server',
    'yarn',
    [
      'backstage-cli',
      'repo',
      'start',
      ...configArguments([
        'app-config.yaml',
        'app-config.dev.yaml',
        LAB_CONFIG,
        ...configs,
      ]),
    ],
    { env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
}
