import { Memo } from '../../model/memo';
import { ClusterName } from '../../model/refs';

/** What the intent `onboard-namespace` must know besides the snapshot and its input. @public */
export interface OnboardingContext {
  /** Patterns of names that nobody may claim. */
  readonly protectedNamespaces: readonly string[];
  /** The catalog group that the input names; `undefined` if there is none. */
  readonly tenant:
    | { readonly name: string; readonly kubernetesGroup: string | undefined }
    | undefined;
  /** ClusterRole that the tenant's group gets in its namespaces. */
  readonly tenantRole: string;
  /** Every configured cluster, also those that the snapshot lacks because nobody reads them. */
  readonly clusters: ReadonlyMap<ClusterName, { readonly writable: boolean }>;
  /** Clusters that are known to be in no mesh with the others. */
  readonly separateClusters: ReadonlySet<ClusterName>;
  /** Whether the requester may know of the cluster. A cluster that they may not see is unknown to them. */
  sees(cluster: ClusterName): boolean;
  readonly memo?: Memo;
}
