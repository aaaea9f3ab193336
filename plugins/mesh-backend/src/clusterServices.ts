import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { clusterAccessServiceRef } from '@meshwise/backstage-plugin-mesh-node';
import { readMeshConfig } from './config';
import { connectClusters } from './kubernetes/connectClusters';
import type { ObjectWriters } from './kubernetes/ObjectWriter';
import type { MeshStore } from './store/MeshStore';

/** What the plugin knows of clusters and may do to them. */
export interface ClusterServices {
  readonly store: MeshStore;
  readonly writers: ObjectWriters;
}

/** The clusters. A service of its own, so that a test can take their place. */
export const clusterServicesRef = createServiceRef<ClusterServices>({
  id: 'mesh.clusters',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        access: clusterAccessServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
      },
      factory({ access, config, lifecycle, logger, metrics }) {
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        const { signal } = stop;
        const tokenFiles = new Map(readMeshConfig(config).writers);
        // As the clusters themselves, their writers come and go without a restart.
        config.subscribe?.(() => {
          try {
            const { writers } = readMeshConfig(config);
            tokenFiles.clear();
            for (const [name, file] of writers) tokenFiles.set(name, file);
          } catch (error) {
            const { message } = toError(error);
            logger.warn(`The writers stay as they were: ${message}`);
          }
        });
        return connectClusters({
          access,
          tokenFiles,
          logger,
          metrics,
          signal,
        });
      },
    }),
});
