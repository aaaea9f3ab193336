import { startTestBackend } from '@backstage/backend-test-utils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleMesh } from './module';

describe('scaffolderModuleMesh', () => {
  it('adds the actions, all of which can be tried without effect', async () => {
    const addActions = jest.fn();
    await startTestBackend({
      extensionPoints: [[scaffolderActionsExtensionPoint, { addActions }]],
      features: [scaffolderModuleMesh],
    });
    const [actions] = addActions.mock.calls;
    expect(
      actions.map(
        ({ id, supportsDryRun }: { id: string; supportsDryRun: boolean }) => [
          id,
          supportsDryRun,
        ],
      ),
    ).toEqual([
      ['mesh:plan', true],
      ['mesh:render', true],
      ['mesh:submit', true],
      ['mesh:wait', true],
    ]);
  });
});
