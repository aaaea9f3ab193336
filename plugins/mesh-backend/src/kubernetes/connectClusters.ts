import { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterAccess } from '@meshwise/backstage-plugin-mesh-node';
import { systemClock } from '../Clock';
import { countDivergences, measureAge } from '../store/fleetMetrics';
import { FleetStore } from '../store/FleetStore';
import { FleetReader } from './FleetReader';
import { ObjectWriters } from './ObjectWriter';
import { TokenFileWriters } from './TokenFileWriters';

/** What {@link connectClusters} needs. */
export interface ConnectClustersOptions {
  readonly access: ClusterAccess;
  /** Files with the writers' tokens, by cluster. */
  readonly tokenFiles: ReadonlyMap<ClusterName, string>;
  readonly logger: LoggerService;
  readonly metrics: MetricsService;
  /** Whether to read with credentials that may read Secrets, too; no cluster is read with one without it (T33). */
  readonly allowSecretReaders?: boolean;
  /** Ends all reading. */
  readonly signal: AbortSignal;
}

/** Starts to read all clusters, and gives what was read and the way to write. */
export function connectClusters(options: ConnectClustersOptions): {
  readonly store: FleetStore;
  readonly writers: ObjectWriters;
} {
  const { access, tokenFiles, logger, metrics, signal } = options;
  const { allowSecretReaders = false } = options;
  const clock = systemClock;
  const count = countDivergences(metrics);
  const store = FleetStore.create({
    clock,
    signal,
    onDiverged(divergence) {
      const { cluster, kind, objects } = divergence;
      count(divergence);
      logger.warn(
        `${objects} objects of kind ${kind} in cluster "${cluster}" were not as the API server has them, although it reported no error. They are read again; please report this`,
      );
    },
  });
  measureAge(metrics, { store, clock });
  const reader = FleetReader.create({
    access,
    store,
    clock,
    logger,
    random: Math.random,
    allowSecretReaders,
  });
  reader.start(signal);
  const writers = TokenFileWriters.create({
    tokenFiles,
    connections: reader,
    clock,
  });
  return { store, writers };
}
