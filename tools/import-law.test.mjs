// Proves that the import law bites: ESLint must refuse each line below with a rule of the law, and accept its twin.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './process.mjs';

const { ESLint } = createRequire(import.meta.url)('eslint');

const LAW = new Set([
  'no-restricted-imports',
  'no-restricted-syntax',
  'no-restricted-globals',
  '@backstage/no-mixed-plugin-imports',
]);

const CORE = 'plugins/mesh-common/src';
const BACKEND = 'plugins/mesh-backend/src';
const FRONTEND = 'plugins/mesh/src';

/** [file, source] that must be refused. */
const FORBIDDEN = [
  ...['model', 'decode', 'rules', 'plan'].flatMap(folder =>
    [
      "import { readFile } from 'node:fs/promises';",
      "import { readFileSync } from 'fs';",
      "import { InputError } from '@backstage/errors';",
      "import { fetch as request } from 'undici';",
      "import { KubeConfig } from '@kubernetes/client-node';",
      "export * from '@backstage/catalog-model';",
      "export { InputError } from '@backstage/errors';",
      "import { anything } from '..';",
      "import { MeshClient } from '../api/MeshClient';",
      "export const load = () => import('yaml');",
      'export const now = () => Date.now();',
      'export const today = () => new Date();',
      'export const chance = () => Math.random();',
      "export const get = () => fetch('http://localhost');",
      'export const environment = () => process.env;',
    ].map(source => [`${CORE}/${folder}/probe.ts`, source]),
  ),
  [`${CORE}/model/probe.ts`, "import { x } from '../rules/reach';"],
  [`${CORE}/model/probe.ts`, "import { x } from '../decode/pod';"],
  [`${CORE}/model/probe.ts`, "import { x } from '../plan/plan';"],
  [`${CORE}/model/records/probe.ts`, "import { x } from '../../rules/reach';"],
  [`${CORE}/decode/probe.ts`, "import { x } from '../rules/reach';"],
  [`${CORE}/decode/probe.ts`, "import { x } from '../plan/plan';"],
  [`${CORE}/rules/probe.ts`, "import { x } from '../decode/pod';"],
  [`${CORE}/rules/probe.ts`, "export { sha256 } from '@noble/hashes/sha2.js';"],
  [`${CORE}/rules/probe.ts`, "import { x } from '../plan/plan';"],
  [`${CORE}/rules/profiles/probe.ts`, "import { x } from '../../plan/plan';"],
  [`${CORE}/api/probe.ts`, "import { request } from 'node:https';"],

  ...['net', 'http', 'https', 'http2', 'tls'].flatMap(name => [
    [`${BACKEND}/engine/probe.ts`, `import * as x from '${name}';`],
    [`${BACKEND}/operations/probe.ts`, `import * as x from 'node:${name}';`],
    [`${BACKEND}/http/probe.ts`, `import * as x from 'node:${name}';`],
    [`${BACKEND}/probe.ts`, `import * as x from 'node:${name}';`],
  ]),
  ...['engine', 'store', 'operations', 'http', 'ownership'].flatMap(folder => [
    [`${BACKEND}/${folder}/probe.ts`, "import { Agent } from 'undici';"],
    [
      `${BACKEND}/${folder}/probe.ts`,
      "import { KubeConfig } from '@kubernetes/client-node';",
    ],
    [
      `${BACKEND}/${folder}/probe.ts`,
      "import { x } from '@backstage/plugin-kubernetes-backend';",
    ],
  ]),
  ...['engine', 'store', 'http', 'actions'].map(folder => [
    `${BACKEND}/${folder}/probe.ts`,
    "import { apply } from '../kubernetes/apply';",
  ]),
  [`${BACKEND}/http/probe.ts`, "import { x } from '../kubernetes/apply/port';"],
  [`${BACKEND}/engine/probe.ts`, "import { Request } from 'express';"],
  [`${BACKEND}/engine/probe.ts`, "import { x } from '../http/router';"],
  [`${BACKEND}/store/probe.ts`, "import { x } from '../engine/MeshEngine';"],
  [`${BACKEND}/kubernetes/probe.ts`, "import { x } from '../operations/run';"],

  [
    'plugins/scaffolder-backend-module-mesh/src/probe.ts',
    "import { request } from 'node:http';",
  ],
  [
    'plugins/catalog-backend-module-mesh/src/probe.ts',
    "import { meshPlugin } from '@meshwise/backstage-plugin-mesh-backend';",
  ],
  [
    'plugins/kubernetes-backend-module-mesh/src/probe.ts',
    "import { Agent } from 'undici';",
  ],

  [`${FRONTEND}/entity/probe.tsx`, "import { Box } from '@material-ui/core';"],
  [`${FRONTEND}/admin/probe.tsx`, "import Box from '@material-ui/core/Box';"],
  [`${FRONTEND}/components/probe.tsx`, "import Box from '@mui/material/Box';"],
  [`${FRONTEND}/admin/probe.tsx`, "import Box from '@mui/material/Box';"],
  [`${FRONTEND}/hooks/probe.ts`, "import { join } from 'node:path';"],
  [
    `${FRONTEND}/hooks/probe.ts`,
    "import { x } from '@meshwise/backstage-plugin-mesh-node';",
  ],
];

/** [file, source] that must be accepted. */
const ALLOWED = [
  [`${CORE}/decode/probe.ts`, "export { x } from '../model/refs';"],
  [
    `${CORE}/decode/probe.ts`,
    "export { sha256 } from '@noble/hashes/sha2.js';",
  ],
  [`${CORE}/rules/probe.ts`, "export { x } from '../model/refs';"],
  [`${CORE}/plan/probe.ts`, "export { x } from '../rules/reach';"],
  [`${CORE}/plan/probe.ts`, "import { x } from '../decode/pod';"],
  [`${CORE}/plan/probe.ts`, "export { stringify } from 'yaml';"],
  [`${CORE}/rules/probe.test.ts`, "export { x } from '../decode/pod';"],
  [`${CORE}/api/probe.ts`, "export { InputError } from '@backstage/errors';"],
  [`${BACKEND}/kubernetes/probe.ts`, "export { Agent } from 'undici';"],
  [
    `${BACKEND}/kubernetes/probe.ts`,
    "export { KubeConfig } from '@kubernetes/client-node';",
  ],
  [
    `${BACKEND}/operations/probe.ts`,
    "export { apply } from '../kubernetes/apply';",
  ],
  [`${BACKEND}/http/probe.ts`, "export { Router } from 'express';"],
  [
    `${FRONTEND}/components/probe.tsx`,
    "export { makeStyles } from '@material-ui/core/styles';",
  ],
  [`${FRONTEND}/admin/probe.tsx`, "export { Button } from '@backstage/ui';"],
];

const linters = new Map();

async function breaches(file, source) {
  const home = join(root, ...file.split('/').slice(0, 2));
  if (!linters.has(home)) linters.set(home, new ESLint({ cwd: home }));
  const [result] = await linters
    .get(home)
    .lintText(`${source}\n`, { filePath: join(root, file) });
  return result.messages
    .filter(({ ruleId, severity }) => severity === 2 && LAW.has(ruleId))
    .map(({ message }) => message);
}

for (const [file, source] of FORBIDDEN) {
  test(`refuses in ${file}: ${source}`, async () => {
    assert.notDeepEqual(await breaches(file, source), []);
  });
}

for (const [file, source] of ALLOWED) {
  test(`accepts in ${file}: ${source}`, async () => {
    assert.deepEqual(await breaches(file, source), []);
  });
}
