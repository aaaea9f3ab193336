import { Memo } from '../model/memo';
import { ClusterName } from '../model/refs';

/** Who asks for a plan, as far as clusters go. @public */
export interface Viewer {
  /** Whether the requester may know of the cluster. A cluster that they may not see is unknown to them. */
  sees(cluster: ClusterName): boolean;
}

/** What every intent must know besides the snapshot and its input. @public */
export interface PlanContext extends Viewer {
  /** Patterns of names of namespaces that nobody may claim or steer. */
  readonly protectedNamespaces: readonly string[];
  /** Every configured cluster, also those that the snapshot lacks because nobody reads them. */
  readonly clusters: ReadonlyMap<ClusterName, { readonly writable: boolean }>;
  /** Clusters that are known to be in no mesh with the others: not seeing them hides nothing. */
  readonly separateClusters: ReadonlySet<ClusterName>;
  readonly memo?: Memo;
}
