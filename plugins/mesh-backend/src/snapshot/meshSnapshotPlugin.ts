import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { clusterAccessServiceRef } from '@meshwise/backstage-plugin-mesh-node';
import { systemClock } from '../Clock';
import { readMeshConfig } from '../config';
import { takeSnapshot } from './takeSnapshot';

/** Where a snapshot goes, and what is said of it. @public */
export interface MeshSnapshotOptions {
  /** Folder that does not exist yet, or is empty. */
  readonly out: string;
  /** Called with each line worth knowing, e.g. that a cluster does not answer. */
  readonly say: (line: string) => void;
  /** Called at the end: whether everything could be seen. */
  readonly done: (complete: boolean) => void;
  /** Called instead when nothing could be written. */
  readonly failed: (error: unknown) => void;
}

/**
 * Takes the place of the mesh plugin in a backend that is started for nothing else: reads every cluster of the Kubernetes plugin once and
 * writes what the rules read of it as a folder of YAML, without Secrets.
 *
 * @public
 */
export function meshSnapshotPlugin(
  options: MeshSnapshotOptions,
): BackendFeature {
  return createBackendPlugin({
    pluginId: 'mesh',
    register(env) {
      env.registerInit({
        deps: {
          access: clusterAccessServiceRef,
          config: coreServices.rootConfig,
          lifecycle: coreServices.lifecycle,
        },
        async init({ access, config, lifecycle }) {
          const { out, say, done, failed } = options;
          const { links } = readMeshConfig(config);
          const stop = new AbortController();
          lifecycle.addShutdownHook(() => stop.abort());
          // The clusters are known only after all plugins have started.
          takeSnapshot(
            {
              access,
              links,
              out,
              say,
              clock: systemClock,
              random: Math.random,
            },
            stop.signal,
          ).then(done, failed);
        },
      });
    },
  });
}
