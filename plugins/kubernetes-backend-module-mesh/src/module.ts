import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { kubernetesObjectsProviderExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { clusterAccessServiceRef } from '@meshwise/backstage-plugin-mesh-node';
import { KubernetesClusterAccess } from './KubernetesClusterAccess';
import { NotConfigured } from './NotConfigured';

/**
 * Hands the clusters of the Kubernetes plugin, with all its locators and auth strategies, to the mesh plugin. It takes
 * the one place of the plugin where both are given out, the factory of the objects provider, and leaves the provider
 * itself as it is.
 *
 * @public
 */
export const kubernetesModuleMesh = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'mesh',
  register(reg) {
    reg.registerInit({
      deps: {
        access: clusterAccessServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        objectsProvider: kubernetesObjectsProviderExtensionPoint,
      },
      async init({ access, auth, config, lifecycle, logger, objectsProvider }) {
        if (!config.has('kubernetes')) {
          access.provide(new NotConfigured());
          return;
        }
        const stopped = new AbortController();
        lifecycle.addShutdownHook(() => stopped.abort());
        objectsProvider.addObjectsProvider(
          async ({ getDefault, clusterSupplier, authStrategy }) => {
            const clusters = KubernetesClusterAccess.create({
              supplier: clusterSupplier,
              strategy: authStrategy,
              auth,
              config,
              logger,
            });
            clusters.start(stopped.signal);
            access.provide(clusters);
            return getDefault();
          },
        );
      },
    });
  },
});
