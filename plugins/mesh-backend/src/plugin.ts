import { createBackendPlugin } from '@backstage/backend-plugin-api';

/** The mesh plugin's backend. @public */
export const meshPlugin = createBackendPlugin({
  pluginId: 'mesh',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
