import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { goVersion } from './goTool';

/** A program and the arguments that come before its own flags. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** The programs of the real engine. */
export interface EnginePrograms {
  readonly etcd: Program;
  readonly apiServer: Program;
  /** Changes when the programs do. */
  readonly version: string;
}

/** Kubernetes release of `engine/go.mod`, put into the binary so that `/version` tells it. */
const KUBERNETES_VERSION = 'v1.36.3';

const MODULE_DIR = resolve(__dirname, '../../engine');

/** Folder for what is worth keeping between runs. */
export function cacheDir(): string {
  return join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'meshwise',
  );
}

/**
 * The programs of the real engine: from the folder KUBEBUILDER_ASSETS names, or the binary built from `engine/`.
 * `undefined` when neither is there; {@link buildEngine} then makes the binary.
 */
export async function findEngine(): Promise<EnginePrograms | undefined> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) {
    return programsOfAssets(assets);
  }
  const path = await binaryPath();
  return existsSync(path) ? programsOfBinary(path) : undefined;
}

/** Builds the binary from `engine/` unless it is built already. Takes about five minutes on two cores. */
export async function buildEngine(): Promise<EnginePrograms> {
  const path = await binaryPath();
  if (!existsSync(path)) {
    process.stderr.write(
      'Building the real engine from packages/lab/engine: about five minutes, once.\n',
    );
    await mkdir(resolve(path, '..'), { recursive: true });
    // A rename puts the whole binary in place or none, should two builds run at once or one be interrupted.
    const unfinished = `${path}.${process.pid}`;
    await runGoBuild(unfinished);
    await rename(unfinished, path);
  }
  return programsOfBinary(path);
}

function programsOfAssets(folder: string): EnginePrograms {
  const program = (name: string): Program => {
    const command = join(folder, name);
    if (!existsSync(command)) {
      throw new Error(
        `KUBEBUILDER_ASSETS is ${folder}, and there is no ${name} in it. Unset it to use the engine built from packages/lab/engine.`,
      );
    }
    return { command, args: [] };
  };
  return {
    etcd: program('etcd'),
    apiServer: program('kube-apiserver'),
    version: resolve(folder),
  };
}

function programsOfBinary(command: string): EnginePrograms {
  return {
    etcd: { command, args: ['etcd'] },
    apiServer: { command, args: ['kube-apiserver'] },
    version: command,
  };
}

async function binaryPath(): Promise<string> {
  const hash = createHash('sha256')
    .update(await goVersion())
    .update(KUBERNETES_VERSION)
    .update(await readFile(join(MODULE_DIR, 'go.sum')))
    .update(await readFile(join(MODULE_DIR, 'main.go')));
  return join(
    cacheDir(),
    `engine-${hash.digest('hex').slice(0, 16)}`,
    'engine',
  );
}

async function runGoBuild(output: string): Promise<void> {
  const [major, minor] = KUBERNETES_VERSION.slice(1).split('.');
  const stamp = (name: string, value: string) =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  const linkerFlags = [
    '-s -w',
    stamp('gitVersion', KUBERNETES_VERSION),
    stamp('gitMajor', major),
    stamp('gitMinor', minor),
  ].join(' ');
  const build = spawn(
    'go',
    [
      'build',
      '-p=2',
      '-mod=readonly',
      '-trimpath',
      `-ldflags=${linkerFlags}`,
      `-o=${output}`,
      '.',
    ],
    { cwd: MODULE_DIR, stdio: ['ignore', process.stderr, 'inherit'] },
  );
  const [code] = await once(build, 'exit');
  if (code !== 0) {
    throw new Error(`go build in ${MODULE_DIR} ended with code ${code}`);
  }
}
