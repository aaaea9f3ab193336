import { createBackendModule } from '@backstage/backend-plugin-api';

/** The mesh module of the catalog plugin. @public */
export const catalogModuleMesh = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mesh',
  register(module) {
    module.registerInit({ deps: {}, async init() {} });
  },
});
