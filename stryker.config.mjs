// How well the tests of the rules notice a rule that is wrong: docs/mutation.md. `npm run mutation -- --mutate <files>`.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const transform = require.resolve(
  '@backstage/cli-module-test-jest/config/jestSwcTransform.js',
);

const PLUGINS = 'plugins';
const PACKAGE = `${PLUGINS}/mesh-common`;

const OTHERS = readdirSync(PLUGINS).filter(name => name !== 'mesh-common');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    `${PACKAGE}/src/rules/**/*.ts`,
    '!**/*.test.ts',
    '!**/__testUtils__/**',
  ],
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
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // What was measured before is not measured again until the file or a test of it changes.
  incremental: true,
  incrementalFile: '.cache/stryker/incremental.json',
  tempDirName: '.cache/stryker/sandbox',
  // Texts for people are not what a rule decides.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false },
  thresholds: { high: 90, low: 80, break: 80 },
  jest: {
    projectType: 'custom',
    config: {
      roots: [`<rootDir>/${PACKAGE}/src/rules`],
      testMatch: ['**/*.test.ts'],
      // A real Envoy is not at hand. The recordings ask every rule at once, so they would run for every mutant; what they
      // alone notice counts as not noticed.
      testPathIgnorePatterns: [
        '\\.real\\.test',
        'referee',
        'recordings',
        'serviceExcerpt',
        'hostileObjects',
      ],
      testEnvironment: 'node',
      transform: {
        '\\.(ts|mjs|js)$': [
          transform,
          { jsc: { parser: { syntax: 'typescript' } } },
        ],
      },
      transformIgnorePatterns: [],
    },
  },
};
