import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The page of the platform team. */
export const meshAdminRouteRef = createRouteRef({ id: 'mesh-admin' });

/** The form of a template, wherever the portal has it. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
