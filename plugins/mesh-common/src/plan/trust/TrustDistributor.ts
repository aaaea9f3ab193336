import { Labels } from '../../model/record';
import { ClusterName } from '../../model/refs';
import { PlanContext } from '../PlanContext';

/**
 * What spreads the roots of a cluster to its namespaces, such as a Bundle of trust-manager, and from where it takes further
 * ones: ConfigMaps with these labels. @public
 */
export interface TrustDistributor {
  /** Namespace in which it looks for ConfigMaps. */
  readonly namespace: string;
  readonly labels: Labels;
  /** Data key under which it looks for certificates. */
  readonly key: string;
}

/** What the intent `trust-root` must know besides the snapshot and its input. @public */
export interface TrustRootContext extends PlanContext {
  /** By the cluster whose namespaces they fill. */
  readonly distributors: ReadonlyMap<ClusterName, TrustDistributor>;
}
