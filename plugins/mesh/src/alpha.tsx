import { createFrontendPlugin } from '@backstage/frontend-plugin-api';

/** The mesh plugin for the new frontend system. @alpha */
export default createFrontendPlugin({ pluginId: 'mesh', extensions: [] });
