// How well the tests of the rules notice a rule that is wrong: docs/mutation.md.
import { readdirSync } from 'node:fs';

const PLUGINS = 'plugins';
const RULES = `${PLUGINS}/mesh-common/src/rules`;

const OTHERS = readdirSync(PLUGINS).filter(name => name !== 'mesh-common');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`${RULES}/**/*.ts`, '!**/*.test.ts', '!**/__testUtils__/**'],
  // What no test of the rules reads.
  ignorePatterns: [
    'packages',
    ...OTHERS.map(name => `${PLUGINS}/${name}`),
    'e2e-tests',
    'docs/images',
    'dist-types',
    'e2e-test-report',
    'test-results',
  ],
  plugins: [
    './tools/mutation/RulesTestRunner.mjs',
    './tools/mutation/Sample.mjs',
  ],
  testRunner: 'rules',
  tests: {
    include: `${RULES}/**/*.test.ts`,
    // A real Envoy is not at hand, and what asks every rule at once would run for every mutant.
    exclude: [
      'real',
      'referee',
      'recordings',
      'properties',
      'serviceExcerpt',
      'hostileObjects',
    ].map(name => `**/*${name}.test.ts`),
    last: 'tools/mutation/recordings.mjs',
  },
  coverageAnalysis: 'perTest',
  // A change that runs without end is stopped by counting. Time would tell of a busy machine as well.
  timeoutMS: 120_000,
  // What was measured before is not measured again until the file or a test of it changes.
  incremental: true,
  incrementalFile: '.cache/stryker/incremental.json',
  tempDirName: '.cache/stryker/sandbox',
  // Texts for people are not what a rule decides.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['progress-append-only'],
  thresholds: { high: 90, low: 80, break: 80 },
};
