import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createMeshClient } from './api/createMeshClient';
import { meshApiRef } from './api/meshApiRef';
import { meshAdminRouteRef } from './routes';

/** The mesh plugin for portals on the legacy frontend system. @public */
export const meshPlugin = createPlugin({
  id: 'mesh',
  routes: { root: meshAdminRouteRef },
  apis: [
    createApiFactory({
      api: meshApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createMeshClient,
    }),
  ],
});

/** Overview card: where an entity's service runs and how sure that is. @public */
export const EntityMeshCard = meshPlugin.provide(
  createComponentExtension({
    name: 'EntityMeshCard',
    component: {
      lazy: () => import('./entity/EntityMeshCard').then(m => m.EntityMeshCard),
    },
  }),
);

/** The Mesh tab of an entity. Mount it with `EntityLayout.Route` at `/mesh`. @public */
export const EntityMeshContent = meshPlugin.provide(
  createComponentExtension({
    name: 'EntityMeshContent',
    component: {
      lazy: () =>
        import('./entity/EntityMeshContent').then(m => m.EntityMeshContent),
    },
  }),
);

/** The pages of the platform team. Mount it with a `Route` at `/mesh-admin`. @public */
export const MeshAdminPage = meshPlugin.provide(
  createRoutableExtension({
    name: 'MeshAdminPage',
    component: () => import('./admin/MeshAdminPage').then(m => m.MeshAdminPage),
    mountPoint: meshAdminRouteRef,
  }),
);
