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
import { MeshClusterChoice } from './forms/MeshClusterChoice';
import { MeshClusterPicker } from './forms/MeshClusterPicker';
import { MeshControlPlanePicker } from './forms/MeshControlPlanePicker';
import { MeshExpiryPicker } from './forms/MeshExpiryPicker';
import { MeshFailoverEditor } from './forms/MeshFailoverEditor';
import { MeshPlanPreview } from './forms/MeshPlanPreview';
import { MeshServicePicker } from './forms/MeshServicePicker';
import { MeshServicesPicker } from './forms/MeshServicesPicker';
import { MeshTenantPicker } from './forms/MeshTenantPicker';
import { validatePlan } from './forms/validatePlan';
import { meshAdminRouteRef, templateRouteRef } from './routes';

/** The mesh plugin for portals on the legacy frontend system. @public */
export const meshPlugin = createPlugin({
  id: 'mesh',
  routes: { root: meshAdminRouteRef },
  externalRoutes: { template: templateRouteRef },
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

/** Template field that chooses the one cluster that a change is about: `ui:field: MeshClusterChoice`. @public */
export const MeshClusterChoiceFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshClusterChoice',
    component: MeshClusterChoice,
  }),
);

/** Template field that chooses control planes: `ui:field: MeshControlPlanePicker`. @public */
export const MeshControlPlanePickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshControlPlanePicker',
    component: MeshControlPlanePicker,
  }),
);

/** Template field that chooses a service of the catalog: `ui:field: MeshServicePicker`. @public */
export const MeshServicePickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshServicePicker',
    component: MeshServicePicker,
  }),
);

/** Template field that chooses services of the catalog: `ui:field: MeshServicesPicker`. @public */
export const MeshServicesPickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshServicesPicker',
    component: MeshServicesPicker,
  }),
);

/** Template field that chooses when a change ends: `ui:field: MeshExpiryPicker`. @public */
export const MeshExpiryPickerFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshExpiryPicker',
    component: MeshExpiryPicker,
  }),
);

/** Template field that says which region takes over for which: `ui:field: MeshFailoverEditor`. @public */
export const MeshFailoverEditorFieldExtension = meshPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshFailoverEditor',
    component: MeshFailoverEditor,
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
