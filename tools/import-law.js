/*
 * The import law (docs/development.md): what each folder may know, as ESLint errors. Every package's .eslintrc.js
 * names its part of it. tools/import-law.test.mjs proves that it bites.
 *
 * An override replaces a rule's options as a whole; therefore each one repeats the patterns of Backstage's own rule,
 * and none applies to tests, which may reach for whatever they need to set a scene.
 */
const { builtinModules } = require('node:module');

const BUILTINS = builtinModules.flatMap(name => [name, `node:${name}`]);

const TESTS = ['**/*.test.*', '**/__testUtils__/**', '**/__fixtures__/**'];

/** What Backstage forbids everywhere: source must not import tests. */
const TEST_IMPORTS = {
  group: ['*.stories*', '*.test*', '**/__testUtils__/**', '**/__mocks__/**'],
  message: 'Source must not import tests.',
};

const BACKENDS = {
  group: ['@backstage/plugin-*-backend'],
  message: 'Use the -node or -common library of that plugin.',
};

const MATERIAL_5 = {
  group: ['@mui/*'],
  message: 'Backstage runs on Material UI 4; use @backstage/ui.',
};

const MATERIAL_4 = {
  group: ['@material-ui/*'],
  message: 'Use @backstage/ui; Material UI 4 is for src/components only.',
};

const SOCKETS = {
  group: [
    ...['net', 'tls', 'http', 'https', 'http2', 'dgram'].flatMap(name => [
      name,
      `node:${name}`,
    ]),
    'undici',
    '@kubernetes/client-node',
    'node-fetch',
    'cross-fetch',
  ],
  message: 'Only src/kubernetes of mesh-backend opens connections.',
};

const WRITING = {
  group: ['**/kubernetes/apply', '**/kubernetes/apply/**'],
  message: 'Only src/operations writes to clusters.',
};

const REQUESTS = {
  group: ['express', 'express-promise-router'],
  message: 'Only src/http knows requests.',
};

/** Folders of the same package, as relative imports from a folder beside them. */
const folders = (names, message) => ({
  group: names.flatMap(name => [`**/../${name}`, `**/../${name}/**`]),
  message,
});

/** The package's own entry point, which would let a folder reach every other one. */
const ENTRY_POINT = ['..', '../..', '../../..'].flatMap(up =>
  [up, `${up}/index`].map(name => ({
    name,
    message: 'Import the file that has it, not the package.',
  })),
);

const restrict = patterns => ({
  'no-restricted-imports': [
    'error',
    { paths: ENTRY_POINT, patterns: [TEST_IMPORTS, ...patterns] },
  ],
});

const mixedPlugins = { '@backstage/no-mixed-plugin-imports': 'error' };

/** Libraries that are as pure as the core itself. */
const PURE_LIBRARIES = ['yaml', 'zod', 'canonicalize'];

/** Reading certificates and hashing: for decoders, so that records hold what is in a certificate and not its bytes. */
const OF_DECODERS = [
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  '@peculiar/asn1-schema',
  '@peculiar/asn1-x509',
];

/** A folder of the core: no I/O, no framework, no clock, and only the folders and libraries it builds on. */
function pure(folder, forbidden, libraries = PURE_LIBRARIES) {
  const allowed = libraries
    .map(name => `${name.replace(/[./]/g, '\\$&')}$`)
    .join('|');
  const foreign = `[source.value=/^(?!\\.|${allowed})/]`;
  const message = `src/${folder} is pure: it imports nothing but its own package, ${libraries.join(
    ', ',
  )}.`;
  const impure = 'The core is pure: it is handed the time, chance and input.';
  return {
    files: [`src/${folder}/**/*.ts`],
    excludedFiles: TESTS,
    rules: {
      ...restrict([
        folders(forbidden, `src/${folder} must not know this folder.`),
      ]),
      'no-restricted-syntax': [
        'error',
        { selector: `ImportDeclaration${foreign}`, message },
        { selector: `ExportNamedDeclaration${foreign}`, message },
        { selector: `ExportAllDeclaration${foreign}`, message },
        { selector: 'ImportExpression', message },
        {
          selector:
            "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: impure,
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: impure,
        },
        {
          selector:
            "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: impure,
        },
      ],
      'no-restricted-globals': [
        'error',
        ...[
          'fetch',
          'process',
          'Buffer',
          'require',
          'setTimeout',
          'setInterval',
          'window',
          'document',
          'localStorage',
        ].map(name => ({ name, message: impure })),
      ],
    },
  };
}

const common = {
  rules: mixedPlugins,
  restrictedSrcImports: [...BUILTINS, 'undici', '@kubernetes/client-node'],
  overrides: [
    pure('model', ['decode', 'rules', 'plan', 'api']),
    pure(
      'decode',
      ['rules', 'plan', 'api'],
      [...PURE_LIBRARIES, ...OF_DECODERS],
    ),
    pure('rules', ['decode', 'plan', 'api']),
    // Plans decode what they write, to say what it would mean, and certificates that are pasted.
    pure('plan', ['api']),
    // The command line is not part of the library: it reads folders, and still connects to nothing.
    { files: ['cli/**/*.ts'], rules: restrict([SOCKETS]) },
  ],
};

/** One folder of mesh-backend; a folder that is not listed is held to the patterns of `backend` itself. */
const backendFolder = (folder, patterns) => ({
  files: [`src/${folder}/**/*.ts`],
  excludedFiles: TESTS,
  rules: restrict([BACKENDS, ...patterns]),
});

const backend = {
  rules: mixedPlugins,
  overrides: [
    {
      files: ['src/**/*.ts'],
      excludedFiles: [...TESTS, 'src/plugin.ts'],
      rules: restrict([BACKENDS, SOCKETS, WRITING, REQUESTS]),
    },
    backendFolder('kubernetes', [
      REQUESTS,
      folders(
        ['engine', 'operations', 'http', 'actions', 'tasks', 'ownership'],
        'src/kubernetes serves the layers above it and knows none of them.',
      ),
    ]),
    backendFolder('store', [
      SOCKETS,
      REQUESTS,
      folders(
        [
          'kubernetes',
          'engine',
          'operations',
          'http',
          'actions',
          'tasks',
          'ownership',
        ],
        'src/store knows the model only.',
      ),
    ]),
    backendFolder('engine', [
      SOCKETS,
      WRITING,
      REQUESTS,
      folders(
        ['http', 'actions', 'tasks'],
        'src/engine is called by these folders, not the other way round.',
      ),
    ]),
    backendFolder('operations', [SOCKETS, REQUESTS]),
    backendFolder('http', [SOCKETS, WRITING]),
  ],
};

/** Libraries and modules on the backend side: they connect to nothing themselves. */
const backendLibrary = {
  rules: mixedPlugins,
  overrides: [
    {
      files: ['src/**/*.ts'],
      excludedFiles: TESTS,
      rules: restrict([BACKENDS, SOCKETS]),
    },
  ],
};

/** The bridge to the Kubernetes plugin turns its clusters into connection settings, in the types of its client. */
const kubernetesModule = {
  rules: mixedPlugins,
  overrides: [
    {
      files: ['src/**/*.ts'],
      excludedFiles: TESTS,
      rules: restrict([
        BACKENDS,
        {
          ...SOCKETS,
          group: SOCKETS.group.filter(
            name => name !== '@kubernetes/client-node',
          ),
        },
      ]),
    },
  ],
};

const frontendRules = patterns => ({
  'no-restricted-imports': [
    'error',
    {
      paths: BUILTINS,
      patterns: [TEST_IMPORTS, MATERIAL_5, ...patterns],
    },
  ],
});

const frontend = {
  rules: mixedPlugins,
  overrides: [
    {
      files: ['src/**/*.{ts,tsx}'],
      excludedFiles: TESTS,
      rules: frontendRules([MATERIAL_4]),
    },
    {
      files: ['src/components/**/*.{ts,tsx}'],
      excludedFiles: TESTS,
      rules: frontendRules([]),
    },
  ],
};

/** Private, and run from source only: paths of the repository may be told from a file's own place. */
const lab = { rules: { 'no-restricted-syntax': 'off' } };

/** The example portal's backend wires packages and imports no plugin's inside. */
const portal = { rules: mixedPlugins };

/** The portal that `start` runs: its sidebar is Backstage's, on Material UI 4. */
const app = { restrictedImportPatterns: ['@mui/*'] };

module.exports = {
  app,
  backend,
  backendLibrary,
  common,
  frontend,
  kubernetesModule,
  lab,
  portal,
};
