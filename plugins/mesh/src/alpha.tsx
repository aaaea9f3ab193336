import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  KUBERNETES_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION,
} from '@backstage/plugin-kubernetes-common';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { MESH_SERVICE_ANNOTATION } from '@meshwise/backstage-plugin-mesh-common';
import { RiShareLine } from '@remixicon/react';
import { createMeshClient } from './api/createMeshClient';
import { meshApiRef } from './api/meshApiRef';
import { meshAdminRouteRef, templateRouteRef } from './routes';

export * from './translations';

const namesService = {
  [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: { $exists: true },
};
const hasKubernetesId = {
  [`metadata.annotations.${KUBERNETES_ANNOTATION}`]: { $exists: true },
};
const hasKubernetesSelector = {
  [`metadata.annotations.${KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION}`]: {
    $exists: true,
  },
};

/** Entities that name a mesh service, or that the Kubernetes plugin can find. App configuration can override it. */
const linkedEntity = {
  $any: [namesService, hasKubernetesId, hasKubernetesSelector],
};

const meshApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: meshApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createMeshClient,
    }),
});

const entityCard = EntityCardBlueprint.make({
  name: 'service',
  params: {
    type: 'content',
    filter: linkedEntity,
    loader: () =>
      import('./entity/EntityMeshCard').then(m => <m.EntityMeshCard />),
  },
});

const entityContent = EntityContentBlueprint.make({
  name: 'service',
  params: {
    path: '/mesh',
    title: 'Mesh',
    group: 'deployment',
    filter: linkedEntity,
    loader: () =>
      import('./entity/EntityMeshContent').then(m => <m.EntityMeshContent />),
  },
});

const adminPage = PageBlueprint.make({
  params: {
    path: '/mesh-admin',
    title: 'Mesh administration',
    icon: <RiShareLine />,
    routeRef: meshAdminRouteRef,
  },
});

const fleetPage = SubPageBlueprint.make({
  name: 'fleet',
  params: {
    path: 'fleet',
    title: 'Fleet',
    loader: () => import('./admin/FleetPage').then(m => <m.FleetPage />),
  },
});

const tenancyPage = SubPageBlueprint.make({
  name: 'tenancy',
  params: {
    path: 'tenancy',
    title: 'Tenancy',
    loader: () =>
      import('./admin/tenancy/TenancyPage').then(m => <m.TenancyPage />),
  },
});

const trustPage = SubPageBlueprint.make({
  name: 'trust',
  params: {
    path: 'trust',
    title: 'Trust',
    loader: () => import('./admin/trust/TrustPage').then(m => <m.TrustPage />),
  },
});

const controlPlanesPage = SubPageBlueprint.make({
  name: 'control-planes',
  params: {
    path: 'control-planes',
    title: 'Control planes',
    loader: () =>
      import('./admin/controlPlanes/ControlPlanesPage').then(m => (
        <m.ControlPlanesPage />
      )),
  },
});

const driftPage = SubPageBlueprint.make({
  name: 'drift',
  params: {
    path: 'drift',
    title: 'Drift',
    loader: () => import('./admin/drift/DriftPage').then(m => <m.DriftPage />),
  },
});

const findingsPage = SubPageBlueprint.make({
  name: 'findings',
  params: {
    path: 'findings',
    title: 'Findings',
    loader: () => import('./admin/FindingsPage').then(m => <m.FindingsPage />),
  },
});

const activityPage = SubPageBlueprint.make({
  name: 'activity',
  params: {
    path: 'operations',
    title: 'Activity',
    loader: () => import('./admin/ActivityPage').then(m => <m.ActivityPage />),
  },
});

const tenantPicker = FormFieldBlueprint.make({
  name: 'tenant-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.tenantField),
  },
});

const clusterPicker = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.clusterField),
  },
});

const clusterChoice = FormFieldBlueprint.make({
  name: 'cluster-choice',
  params: {
    field: () => import('./forms/formFields').then(m => m.clusterChoiceField),
  },
});

const controlPlanePicker = FormFieldBlueprint.make({
  name: 'control-plane-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.controlPlaneField),
  },
});

const servicePicker = FormFieldBlueprint.make({
  name: 'service-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.serviceField),
  },
});

const servicesPicker = FormFieldBlueprint.make({
  name: 'services-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.servicesField),
  },
});

const expiryPicker = FormFieldBlueprint.make({
  name: 'expiry-picker',
  params: {
    field: () => import('./forms/formFields').then(m => m.expiryField),
  },
});

const failoverEditor = FormFieldBlueprint.make({
  name: 'failover-editor',
  params: {
    field: () => import('./forms/formFields').then(m => m.failoverField),
  },
});

const planPreview = FormFieldBlueprint.make({
  name: 'plan-preview',
  params: { field: () => import('./forms/formFields').then(m => m.planField) },
});

/** The mesh plugin for the new frontend system. @alpha */
export default createFrontendPlugin({
  pluginId: 'mesh',
  title: 'Mesh',
  icon: <RiShareLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: meshAdminRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    meshApi,
    entityCard,
    entityContent,
    adminPage,
    fleetPage,
    controlPlanesPage,
    tenancyPage,
    trustPage,
    driftPage,
    findingsPage,
    activityPage,
    tenantPicker,
    clusterPicker,
    clusterChoice,
    controlPlanePicker,
    servicePicker,
    servicesPicker,
    expiryPicker,
    failoverEditor,
    planPreview,
  ],
});
