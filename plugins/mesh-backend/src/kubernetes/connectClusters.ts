import { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterAccess } from '@meshwise/backstage-plugin-mesh-node';
import { systemClock } from '../Clock';
import { FleetStore } from '../store/FleetStore';
import { MeshStore } from '../store/MeshStore';
import { FleetReader } from './FleetReader';
import { ObjectWriters } from './ObjectWriter';
import { TokenFileWriters } from './TokenFileWriters';

/** What {@link connectClusters} needs. */
export interface ConnectClustersOptions {
  readonly access: ClusterAccess;
  /** Files with the writers' tokens, by cluster. */
  readonly tokenFiles: ReadonlyMap<ClusterName, string>;
  readonly logger: LoggerService;
  /** Ends all reading. */
  readonly signal: AbortSignal;
}

/** Starts to read all clusters, and gives what was read and the way to write. */
export function connectClusters(options: ConnectClustersOptions): {
  readonly store: MeshStore;
  readonly writers: ObjectWriters;
} {
  const { access, tokenFiles, logger, signal } = options;
  const clock = systemClock;
  const store = FleetStore.create({ clock, signal });
  const reader = FleetReader.create({
    access,
    store,
    clock,
    logger,
    random: Math.random,
  });
  reader.start(signal);
  const writers = TokenFileWriters.create({
    tokenFiles,
    connections: reader,
    clock,
  });
  return { store, writers };
}
