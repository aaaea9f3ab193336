import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { fakeMesh } from '../__testUtils__/fakeMesh';
import { createRenderAction } from './render';

const HASH = 'b'.repeat(64);

const quota = {
  cluster: 'eu-west-1',
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  namespace: 'orders',
  name: 'tenant',
  act: 'create',
  fields: [],
  yaml: 'kind: ResourceQuota\nspec:\n  hard:\n    pods: "10"\n',
};

const PLAN = {
  intent: 'onboard-namespace',
  hash: HASH,
  summary: 'Namespace `orders`',
  notes: ['A note\nwith a [link](javascript:alert(1))'],
  effect: {
    callers: [
      {
        caller: { cluster: 'eu-west-1', namespace: 'shop' },
        service: { namespace: 'orders', name: 'api' },
        aspect: 'destinations',
        before: 'nowhere',
        after: 'eu-west-1 100 %',
        verdict: 'gains',
      },
    ],
  },
  changes: [
    quota,
    { ...quota, cluster: 'eu-west-2', act: 'unchanged' },
    { ...quota, kind: 'Sidecar', act: 'delete', yaml: '' },
  ],
};

const INPUT = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['eu-west-1'],
    revision: 'prod',
    quotaTier: 'small',
  },
};

describe('mesh:render', () => {
  const workspace = createMockDirectory();
  const stops: (() => void)[] = [];
  beforeEach(() => workspace.clear());
  afterEach(() => stops.splice(0).forEach(stop => stop()));

  async function render(input: JsonObject, plan: object = PLAN) {
    const mesh = await fakeMesh(() => ({ body: { code: 'planned', plan } }));
    stops.push(mesh.stop);
    const ctx = {
      ...createMockActionContext({
        input: { ...INPUT, ...input },
        workspacePath: workspace.path,
        getInitiatorCredentials: async () => mockCredentials.user(),
      }),
    };
    await createRenderAction(mesh.access).handler(ctx as never);
    const outputs = new Map(
      jest.mocked(ctx.output).mock.calls as [string, unknown][],
    );
    return { outputs, requests: mesh.requests };
  }

  it('writes one folder per cluster, and which plan it is', async () => {
    const { outputs, requests } = await render({ planHash: HASH });
    expect(requests.map(({ what }) => what)).toEqual(['POST /api/mesh/plans']);
    const file = 'eu-west-1/orders/resourcequota-tenant.yaml';
    const folder = join(workspace.path, 'mesh');
    await expect(readFile(join(folder, file), 'utf8')).resolves.toBe(
      quota.yaml,
    );
    const sha256 = createHash('sha256').update(quota.yaml).digest('hex');
    expect(
      JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')),
    ).toEqual({
      plan: HASH,
      intent: 'onboard-namespace',
      files: [
        { path: file, sha256 },
        { path: file.replace('1', '2'), sha256 },
      ],
      deleted: ['eu-west-1/orders/sidecar-tenant.yaml'],
    });
    expect(outputs.get('deletedFiles')).toEqual([
      'mesh/eu-west-1/orders/sidecar-tenant.yaml',
    ]);
    expect(outputs.get('files')).toEqual([
      `mesh/${file}`,
      `mesh/${file.replace('1', '2')}`,
      'mesh/plan.json',
    ]);
  });

  it('T55: gives text of clusters to the pull request as code only', async () => {
    const { outputs } = await render({});
    expect(String(outputs.get('description')).split('\n')).toEqual([
      "`Namespace 'orders'`",
      '- `A note with a [link](javascript:alert(1))`',
      '',
      '### Callers',
      '- `eu-west-1 shop to orders/api`: `nowhere` becomes `eu-west-1 100 %`',
      '',
      '### Objects',
      '- create `eu-west-1 ResourceQuota orders tenant`',
      '- unchanged `eu-west-2 ResourceQuota orders tenant`',
      '- delete `eu-west-1 Sidecar orders tenant`',
      '',
      `Plan \`${HASH}\``,
    ]);
  });

  it('refuses another plan than the one that was shown', async () => {
    await expect(render({ planHash: 'c'.repeat(64) })).rejects.toThrow(
      'no longer as the plan found them',
    );
    await expect(readdir(workspace.path)).resolves.toEqual([]);
  });

  it.each(['..', '/etc', 'a/../../b'])(
    'T52: writes nothing to %s',
    async targetPath => {
      await expect(render({ targetPath })).rejects.toThrow(
        'Relative path is not allowed',
      );
    },
  );

  it('T52: writes neither into .git nor through a link', async () => {
    await expect(render({ targetPath: '.git/hooks' })).rejects.toThrow(
      'cannot be written into .git',
    );
    await mkdir(join(workspace.path, 'elsewhere'));
    await symlink(
      join(workspace.path, 'elsewhere'),
      join(workspace.path, 'mesh'),
    );
    await expect(render({})).rejects.toThrow('mesh is a link');
    await expect(readdir(join(workspace.path, 'elsewhere'))).resolves.toEqual(
      [],
    );
  });
});
