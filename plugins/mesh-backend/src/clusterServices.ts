import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
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
      },
      factory({ access, config, lifecycle, logger }) {
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        const tokenFiles = readMeshConfig(config).writers;
        const { signal } = stop;
        return connectClusters({ access, tokenFiles, logger, signal });
      },
    }),
});
