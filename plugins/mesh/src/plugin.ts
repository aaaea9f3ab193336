import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { createMeshClient } from './api/createMeshClient';
import { meshApiRef } from './api/meshApiRef';
import { MeshClusterPicker } from './forms/MeshClusterPicker';
import { MeshPlanPreview } from './forms/MeshPlanPreview';
import { MeshTenantPicker } from './forms/MeshTenantPicker';
import { validatePlan } from './forms/validatePlan';
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
  createComponentExtension<() => JSX.Element>({
    name: 'EntityMeshCard',
    component: {
      lazy: () => import('./entity/EntityMeshCard').then(m => m.EntityMeshCard),
    },
  }),
);

/** The Mesh tab of an entity. Mount it with `EntityLayout.Route` at `/mesh`. @public */
export const EntityMeshContent = meshPlugin.provide(
  createComponentExtension<() => JSX.Element>({
    name: 'EntityMeshContent',
    component: {
      lazy: () =>
        import('./entity/EntityMeshContent').then(m => m.EntityMeshContent),
    },
  }),
);

/** The pages of the platform team. Mount it with a `Route` at `/mesh-admin`. @public */
export const MeshAdminPage = meshPlugin.provide(
  createRoutableExtension<() => JSX.Element>({
    name: 'MeshAdminPage',
    component: () => import('./admin/MeshAdminPage').then(m => m.MeshAdminPage),
    mountPoint: meshAdminRouteRef,
  }),
);

/** Template field that chooses the team that will own a namespace: `ui:field: MeshTenantPicker`. @public */
export const MeshTenantPickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshTenantPicker',
    component: MeshTenantPicker,
  }),
);

/** Template field that chooses clusters for a change: `ui:field: MeshClusterPicker`. @public */
export const MeshClusterPickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshClusterPicker',
    component: MeshClusterPicker,
  }),
);

/** Template field that shows what the answers would do: `ui:field: MeshPlanPreview`. @public */
export const MeshPlanPreviewFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshPlanPreview',
    component: MeshPlanPreview,
    validation: validatePlan,
  }),
);
