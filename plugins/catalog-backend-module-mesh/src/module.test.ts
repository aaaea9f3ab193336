import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModuleMesh } from './module';

async function providers(mesh: object | undefined) {
  const addEntityProvider = jest.fn();
  await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addEntityProvider,
          addProcessor: jest.fn(),
          addPlaceholderResolver: jest.fn(),
          setOnProcessingErrorHandler: jest.fn(),
        },
      ],
    ],
    features: [
      catalogModuleMesh,
      mockServices.rootConfig.factory({
        data: { catalog: { providers: mesh ? { mesh } : {} } },
      }),
    ],
  });
  return addEntityProvider.mock.calls.map(([p]) => p.getProviderName());
}

describe('catalogModuleMesh', () => {
  it('adds a provider if one is configured', async () => {
    expect(await providers(undefined)).toEqual([]);
    expect(await providers({ owner: 'platform' })).toEqual(['mesh']);
  });

  it('needs an owner', async () => {
    await expect(providers({ schedule: {} })).rejects.toThrow(/owner|schedule/);
  });
});
