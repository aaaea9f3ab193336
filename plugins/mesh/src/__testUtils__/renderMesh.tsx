import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { meshApiRef } from '../api/meshApiRef';
import { templateRouteRef } from '../routes';
import { ENTITY } from './fixtures';

/** The portal around the mesh; by default without templates, for a user who may do everything. */
export interface Portal {
  readonly entities?: readonly Entity[];
  readonly allows?: (request: EvaluatePermissionRequest) => boolean;
}

/** Draws an element in a test app with the given mesh, on the page of {@link ENTITY}. The user is a member of team-payments. */
export function renderMesh(
  mesh: MeshApi,
  element: ReactElement,
  path = '/',
  { entities = [], allows = () => true }: Portal = {},
): RenderResult {
  const identity = mockApis.identity({
    userEntityRef: 'user:default/mock',
    ownershipEntityRefs: ['user:default/mock', 'group:default/team-payments'],
  });
  const permission = mockApis.permission({
    authorize: request =>
      allows(request) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  });
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [meshApiRef, mesh],
        [identityApiRef, identity],
        [catalogApiRef, catalogApiMock({ entities: [...entities] })],
        [permissionApiRef, permission],
      ]}
    >
      <EntityProvider entity={ENTITY}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/forms/:namespace/:templateName': templateRouteRef,
      },
      initialRouteEntries: [path],
    },
  );
}
