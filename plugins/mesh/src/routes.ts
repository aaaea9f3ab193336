import { createRouteRef } from '@backstage/core-plugin-api';

/** The page of the platform team. */
export const meshAdminRouteRef = createRouteRef({ id: 'mesh-admin' });
