import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import { fakeMesh } from './__testUtils__/fakeMesh';
import { scaffolderModuleMesh } from './module';

const HASH = 'a'.repeat(64);

const ASKED = {
  intent: 'revoke-access',
  parameters: {
    service: { namespace: 'shop', name: '${{ parameters.service }}' },
    tenant: 'team-search',
  },
};

const TEMPLATE = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'revoke' },
  spec: {
    type: 'mesh',
    parameters: { properties: { service: { type: 'string' } } },
    steps: [
      { id: 'plan', action: 'mesh:plan', input: ASKED },
      {
        id: 'submit',
        action: 'mesh:submit',
        input: { ...ASKED, planHash: HASH },
      },
      {
        id: 'wait',
        action: 'mesh:wait',
        input: { operationId: '${{ steps.submit.output.operationId }}' },
      },
    ],
  },
};

describe('T53: the dry run of a template', () => {
  beforeAll(() => {
    // Lists that Node's own fetch parses are not of the world in which Jest runs the templates, which refuse them.
    jest
      .spyOn(Response.prototype, 'json')
      .mockImplementation(async function parse(this: Response) {
        return JSON.parse(await this.text());
      });
  });

  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('runs every step through the route of the scaffolder, and asks the mesh for plans only', async () => {
    const plan = {
      ...ASKED,
      hash: HASH,
      class: 'tenancy',
      summary: 'Calls of shop/cart',
      notes: [],
      changes: [],
      checks: [],
      applicable: true,
      proposable: true,
    };
    const mesh = await fakeMesh(({ what }) =>
      what === 'POST /api/mesh/plans'
        ? { body: { code: 'planned', plan } }
        : { status: 500, body: {} },
    );
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMesh,
        catalogServiceMock.factory(),
        mockServices.discovery.mock(mesh.access.discovery).factory,
      ],
    });
    try {
      const { status, body } = await request(server)
        .post('/api/scaffolder/v2/dry-run')
        .send({
          template: TEMPLATE,
          values: { service: 'cart' },
          directoryContents: [],
        });
      expect({ status, error: body.error }).toEqual({ status: 200 });
      const ended: { body: { stepId?: string; status?: string } }[] = body.log;
      expect(
        ended
          .filter(entry => entry.body.status === 'completed')
          .map(entry => entry.body.stepId),
      ).toEqual(expect.arrayContaining(['plan', 'submit', 'wait']));
      expect(mesh.requests.map(({ what }) => what)).toEqual([
        'POST /api/mesh/plans',
        'POST /api/mesh/plans',
      ]);
      expect(mesh.requests[0]?.body).toMatchObject({
        parameters: { service: { namespace: 'shop', name: 'cart' } },
      });
    } finally {
      mesh.stop();
    }
  });
});
