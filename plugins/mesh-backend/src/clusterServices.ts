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
        const { writers, links, allowSecretReaders } = readMeshConfig(config);
        const tokenFiles = new Map(writers);
        const connected = connectClusters({
          access,
          tokenFiles,
          logger,
          metrics,
          allowSecretReaders,
          signal,
        });
        connected.store.setLinks(links);
        // As the clusters themselves, their writers and links come and go without a restart.
        config.subscribe?.(() => {
          try {
            const now = readMeshConfig(config);
            tokenFiles.clear();
            for (const [name, file] of now.writers) tokenFiles.set(name, file);
            connected.store.setLinks(now.links);
          } catch (error) {
            const { message } = toError(error);
            logger.warn(`Writers and links stay as they were: ${message}`);
          }
        });
        return connected;
      },
    }),
});
