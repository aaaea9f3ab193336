import { createBackendModule } from '@backstage/backend-plugin-api';

/** The mesh module of the scaffolder plugin. @public */
export const scaffolderModuleMesh = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mesh',
  register(module) {
    module.registerInit({ deps: {}, async init() {} });
  },
});
