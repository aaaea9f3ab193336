import { createBackendModule } from '@backstage/backend-plugin-api';

/** The mesh module of the kubernetes plugin. @public */
export const kubernetesModuleMesh = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'mesh',
  register(module) {
    module.registerInit({ deps: {}, async init() {} });
  },
});
