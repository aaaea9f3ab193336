import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { meshApiRef } from '../api/meshApiRef';
import { ENTITY } from './fixtures';

/** Draws an element in a test app with the given mesh, on the page of {@link ENTITY}. */
export function renderMesh(
  mesh: MeshApi,
  element: ReactElement,
  path = '/',
): RenderResult {
  return renderInTestApp(
    <TestApiProvider apis={[[meshApiRef, mesh]]}>
      <EntityProvider entity={ENTITY}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [path],
    },
  );
}
