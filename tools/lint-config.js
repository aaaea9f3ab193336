const createConfig = require('@backstage/cli/config/eslint-factory');
const law = require('./import-law');

/** What all packages agree on beside Backstage's own rules. */
const rules = {
  // A file begins with what it is about; what that needs may follow below. Only use before initialisation is an error.
  '@typescript-eslint/no-use-before-define': [
    'error',
    { functions: false, classes: false, variables: false },
  ],
};

const overrides = [
  {
    // Suites that several implementations of one port run.
    files: ['**/__testUtils__/**'],
    rules: { 'jest/no-export': 'off' },
  },
];

/** ESLint configuration of the package in `dir`, which is held to one part of the import law. */
module.exports = (dir, part) => {
  const own = law[part];
  return createConfig(dir, {
    ...own,
    rules: { ...rules, ...own.rules },
    overrides: [...overrides, ...(own.overrides ?? [])],
  });
};
