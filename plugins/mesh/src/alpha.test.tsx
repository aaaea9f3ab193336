import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { meshApiRef } from './api/meshApiRef';
import plugin from './alpha';
import { fakeMesh } from './__testUtils__/FakeMesh';
import { ENTITY } from './__testUtils__/fixtures';

describe('mesh plugin', () => {
  it('puts the card on the page of an entity that names a mesh service', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: ENTITY }),
        plugin.getExtension('entity-card:mesh/service'),
      ],
      apis: [[meshApiRef, fakeMesh()]],
    });

    expect(
      await screen.findByText(/4 of 4 endpoints ready/),
    ).toBeInTheDocument();
  });

  it('leaves an entity without annotations alone', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({
          entity: { ...ENTITY, metadata: { name: 'library' } },
        }),
        plugin.getExtension('entity-card:mesh/service'),
      ],
      apis: [[meshApiRef, fakeMesh()]],
    });

    expect(screen.queryByText(/endpoints ready/)).not.toBeInTheDocument();
  });

  it('shows the fleet as the first tab of the admin page', async () => {
    renderTestApp({
      features: [plugin],
      apis: [[meshApiRef, fakeMesh()]],
      initialRouteEntries: ['/mesh-admin'],
    });

    expect(
      await screen.findByRole('grid', { name: 'Clusters of the fleet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Mesh administration' }),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'eu-west-1' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Cluster eu-west-1' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['control-planes', 'No control plane found in 3 clusters.'],
    ['tenancy', 'No tenant yet.'],
    ['trust', 'No root readable.'],
    ['drift', 'No drift in 3 clusters.'],
    ['findings', 'No finding in 3 clusters.'],
  ])('shows %s as a tab of the admin page', async (path, text) => {
    renderTestApp({
      features: [plugin],
      apis: [[meshApiRef, fakeMesh()]],
      initialRouteEntries: [`/mesh-admin/${path}`],
    });

    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it.each([
    'scaffolder-form-field:mesh/tenant-picker',
    'scaffolder-form-field:mesh/cluster-picker',
    'scaffolder-form-field:mesh/plan-preview',
  ] as const)('brings the template field %s', async id => {
    const tester = createExtensionTester(plugin.getExtension(id));

    const field = await tester.get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    )();

    expect(field).toMatchObject({ $$type: '@backstage/scaffolder/FormField' });
  });
});
