import { createApiRef } from '@backstage/frontend-plugin-api';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';

/**
 * The mesh API in the browser. Replace the implementation to serve the same pages from another source.
 *
 * @public
 */
export const meshApiRef = createApiRef<MeshApi>().with({
  id: 'plugin.mesh.api',
  pluginId: 'mesh',
});
