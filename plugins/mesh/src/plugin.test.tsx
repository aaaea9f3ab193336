import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  EntityMeshCard,
  EntityMeshContent,
  MeshAdminPage,
  meshApiRef,
  meshPlugin,
} from '.';
import { fakeMesh } from './__testUtils__/FakeMesh';
import { ENTITY } from './__testUtils__/fixtures';

describe('mesh plugin for the legacy frontend system', () => {
  it('brings its API', () => {
    expect([...meshPlugin.getApis()].map(factory => factory.api.id)).toEqual([
      meshApiRef.id,
    ]);
  });

  it.each([
    ['card', <EntityMeshCard />],
    ['tab', <EntityMeshContent />],
  ])('draws the %s of an entity', async (_, element) => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [meshApiRef, fakeMesh()],
          [catalogApiRef, catalogApiMock()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={ENTITY}>{element}</EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

    expect(
      await screen.findByText(/4 of 4 endpoints ready/),
    ).toBeInTheDocument();
  });

  it('draws the admin pages under one header', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[meshApiRef, fakeMesh()]]}>
        <Routes>
          <Route path="/mesh-admin/*" element={<MeshAdminPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/mesh-admin'],
        mountedRoutes: { '/mesh-admin': meshPlugin.routes.root },
      },
    );

    expect(
      await screen.findByRole('grid', { name: 'Clusters of the fleet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Mesh administration' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Fleet' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    for (const [name, path] of [
      ['Control planes', 'control-planes'],
      ['Tenancy', 'tenancy'],
      ['Trust', 'trust'],
      ['Drift', 'drift'],
      ['Findings', 'findings'],
      ['Activity', 'operations'],
    ])
      expect(screen.getByRole('tab', { name })).toHaveAttribute(
        'href',
        `/mesh-admin/${path}`,
      );
  });
});
