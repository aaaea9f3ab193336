import {
  answer,
  CallerGroup,
  callerGroups,
  ClusterName,
  endpoints,
  Memo,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** A question about one service by somebody who may see it. */
export interface ServiceQuestion {
  readonly snapshot: Snapshot;
  readonly memo: Memo;
  readonly service: ServiceRef;
  /** Clusters that the caller may see. Of others, only parts of the service are shown. */
  readonly sees: (cluster: ClusterName) => boolean;
}

/** The clusters that matter for a service, as far as somebody may know of them. */
export interface ServiceScope {
  /** Those that have a part of it, or of which that cannot be known. */
  readonly parts: readonly ClusterName[];
  /** Groups of pods with sidecars to which it is visible. */
  readonly callers: readonly CallerGroup[];
  readonly known: (cluster: ClusterName) => boolean;
  /** The other clusters. */
  readonly hidden: readonly ClusterName[];
}

/** Who may see a service may see all of its parts. Other clusters are shown to those who may see them. */
export function serviceScope({
  snapshot,
  memo,
  service,
  sees,
}: ServiceQuestion): ServiceScope {
  const merged = answer(snapshot, endpoints, { service }, memo).value;
  const parts = merged.clusters.map(({ cluster }) => cluster).sort();
  const known = (cluster: ClusterName) =>
    parts.includes(cluster) || sees(cluster);
  const callers = answer(snapshot, callerGroups, { service }, memo).value;
  return {
    parts,
    callers: callers.filter(({ cluster }) => known(cluster)),
    known,
    hidden: snapshot.clusterNames.filter(cluster => !known(cluster)),
  };
}
