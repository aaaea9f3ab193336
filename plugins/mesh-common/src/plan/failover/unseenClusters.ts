import { Kind } from '../../model/kinds';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { STALE_AFTER } from '../../rules/groupOutcome';

/** Kinds that decide where calls go. */
const STEERING: readonly Kind[] = [
  'Namespace',
  'Node',
  'Service',
  'Pod',
  'EndpointSlice',
  'Deployment',
  'MeshConfig',
  'DestinationRule',
  'VirtualService',
  'ServiceEntry',
  'Sidecar',
];

/** Clusters of which nobody can tell now where calls go: unread, incomplete, or as they were more than 90 seconds ago (T22). */
export function unseenClusters(
  snapshot: Snapshot,
  clusters: readonly ClusterName[],
): readonly ClusterName[] {
  return clusters.filter(cluster =>
    STEERING.some(kind => {
      const coverage = snapshot.view(cluster, kind)?.coverage;
      if (coverage?.state === 'not-installed') return false;
      if (coverage?.state !== 'synced') return true;
      const { asOf } = coverage;
      return asOf === undefined || snapshot.at - asOf > STALE_AFTER;
    }),
  );
}
