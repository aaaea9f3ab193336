import { createPlugin } from '@backstage/core-plugin-api';

/** The mesh plugin for portals on the legacy frontend system. @public */
export const meshPlugin = createPlugin({ id: 'mesh' });
