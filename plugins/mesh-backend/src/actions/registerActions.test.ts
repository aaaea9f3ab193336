import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  actionsRegistryServiceMock,
  MockActionsRegistry,
} from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { FakeStore } from '../__testUtils__/FakeStore';
import { TestCluster } from '../__testUtils__/fleet';
import { primaryCluster } from '../__testUtils__/primaryCluster';
import { clusterServicesRef } from '../clusterServices';
import { meshPlugin } from '../plugin';

const CLUSTERS: Record<string, TestCluster> = {
  c1: { yaml: primaryCluster('c1') },
  c2: { yaml: primaryCluster('c2'), state: 'timeout' },
};

async function setUp(options: { readonly denied?: readonly string[] } = {}) {
  const { denied = [] } = options;
  const registry: MockActionsRegistry = actionsRegistryServiceMock();
  const decide = ({ permission }: { permission: { name: string } }) => ({
    result: denied.includes(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  });
  const writers = FakeClusters.create(Object.keys(CLUSTERS));
  const store = FakeStore.create(CLUSTERS);
  await startTestBackend({
    features: [
      meshPlugin,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Group',
            metadata: { name: 'team-shop', namespace: 'default' },
            spec: { type: 'team', children: [] },
          },
        ],
      }),
      mockServices.permissions.mock({
        authorize: async queries => queries.map(decide),
        authorizeConditional: async queries => queries.map(decide),
      }).factory,
      createServiceFactory({
        service: clusterServicesRef,
        deps: {},
        factory: () => ({ store, writers }),
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => registry,
      }),
    ],
  });
  const invoke = (
    id: string,
    input: Parameters<MockActionsRegistry['invoke']>[0]['input'] = {},
  ) => registry.invoke({ id, input, credentials: mockCredentials.user() });
  return { registry, writers, invoke };
}

describe('actions for agents', () => {
  it('T60: registers questions and plans only, each declared as read-only', async () => {
    const { registry } = await setUp();
    const { actions } = await registry.list();
    expect(actions.map(({ name, attributes }) => [name, attributes])).toEqual(
      [
        'get-fleet',
        'get-service',
        'explain-reach',
        'list-findings',
        'plan-change',
      ].map(name => [
        name,
        { readOnly: true, destructive: false, idempotent: true },
      ]),
    );
  });

  it('T60: asks permissions for the user, whatever the registry shows', async () => {
    const { invoke } = await setUp({
      denied: ['mesh.service.read', 'mesh.namespace.onboard'],
    });
    await expect(
      invoke('test:get-service', { namespace: 'shop', name: 'cart' }),
    ).rejects.toThrow('You may not see the service "shop/cart"');
    await expect(
      invoke('test:plan-change', {
        intent: 'onboard-namespace',
        parameters: {
          namespace: 'orders',
          tenant: 'team-shop',
          clusters: ['c1'],
          revision: 'prod',
          quotaTier: 'small',
        },
      }),
    ).rejects.toThrow('You may not onboard namespaces for "team-shop"');
  });

  it('T60: refuses an agent that acts for nobody', async () => {
    const { registry } = await setUp();
    await expect(
      registry.invoke({
        id: 'test:get-fleet',
        input: {},
        credentials: mockCredentials.service('plugin:mcp-actions'),
      }),
    ).rejects.toThrow('only on behalf of a signed-in user');
  });

  it('says what is known, how old it is and what was not seen', async () => {
    const { invoke } = await setUp();
    await expect(
      invoke('test:get-service', { namespace: 'shop', name: 'cart' }),
    ).resolves.toMatchObject({
      output: {
        partial: true,
        notSeen: [{ cluster: 'c2', state: 'timeout' }],
        total: 2,
        clusters: [
          { cluster: 'c2', knowledge: 'stale' },
          { cluster: 'c1', knowledge: 'complete', ready: 1, endpoints: 1 },
        ],
      },
    });
    await expect(invoke('test:get-fleet')).resolves.toMatchObject({
      output: {
        clusters: [
          { cluster: 'c1', state: 'synced', mesh: 'mesh-1' },
          { cluster: 'c2', state: 'timeout' },
        ],
      },
    });
    await expect(
      invoke('test:explain-reach', { namespace: 'shop', name: 'cart' }),
    ).resolves.toMatchObject({ output: { partial: true } });
    const { output } = await invoke('test:list-findings', { cluster: 'c1' });
    expect(output).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({
          clusters: expect.arrayContaining(['c1']),
          fix: expect.any(String),
        }),
      ]),
    });
  });

  it('plans for an agent and writes nothing', async () => {
    const { invoke, writers } = await setUp();
    const { output } = await invoke('test:plan-change', {
      intent: 'onboard-namespace',
      parameters: {
        namespace: 'kube-system',
        tenant: 'team-shop',
        clusters: ['c1'],
        revision: 'prod',
        quotaTier: 'small',
      },
    });
    expect(output).toMatchObject({
      outcome: 'refused',
      refusals: expect.arrayContaining([
        expect.objectContaining({ code: 'protected-namespace' }),
      ]),
    });
    await expect(
      invoke('test:plan-change', { intent: 'constructor', parameters: {} }),
    ).rejects.toThrow('There is no intent "constructor"');
    expect(writers.writes).toEqual([]);
  });
});
