// Installs and selects the Node and Yarn this repository runs on (tools/toolchain), whatever Node started us.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, root } from './process.mjs';

const folder = join(root, 'tools', 'toolchain');
const modules = join(folder, 'node_modules');
const stamp = join(modules, '.stamp');

/** Installs the toolchain unless its lock file is the one installed already. */
function install() {
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing Node 24 and Yarn (once) ...');
  // npm gets the environment as it is: its registry and certificate settings live in it.
  const result = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, stdio: 'inherit' },
  );
  if (result.status !== 0) {
    fail(
      'npm could not install Node and Yarn from tools/toolchain.',
      'Check that `npm ping` reaches a registry, then run the same command again.',
    );
  }
  writeFileSync(stamp, wanted);
}

/**
 * The environment in which every other command runs: our Node and Yarn first on the PATH, npm's own variables gone.
 */
export function toolchainEnvironment() {
  install();
  const env = { ...process.env };
  const certificates = env.npm_config_cafile;
  const registry = env.npm_config_registry;
  // `npm run` hands its settings on as npm_* variables. npm_config_nodedir would make addons compile against the
  // headers of the machine's Node instead of ours.
  for (const name of Object.keys(env)) {
    if (/^npm_/i.test(name)) delete env[name];
  }
  // Yarn does not read npmrc: trust what the machine trusts, and use the registry npm was told to use.
  env.NODE_USE_SYSTEM_CA ??= '1';
  if (certificates) env.YARN_HTTPS_CA_FILE_PATH ??= certificates;
  if (registry) {
    env.YARN_NPM_REGISTRY_SERVER ??= registry.replace(/\/$/, '');
  }

  const own = join(modules, `node-${process.platform}-${process.arch}`);
  const bin = join(modules, '.bin');
  if (existsSync(own)) {
    env.PATH = [join(own, 'bin'), bin, env.PATH].join(delimiter);
    env.npm_config_nodedir = own;
  } else if (['22', '24'].includes(process.versions.node.split('.')[0])) {
    env.PATH = [bin, env.PATH].join(delimiter);
  } else {
    fail(
      `There is no packaged Node for ${process.platform}-${process.arch}, and Node ${process.versions.node} cannot run Backstage.`,
      'Install Node 22 or 24 and run the same command again.',
    );
  }
  return env;
}
