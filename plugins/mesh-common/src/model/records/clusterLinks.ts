import { ObjectRecord } from '../record';
import { ClusterName } from '../refs';

/** Name of the ConfigMap in which a job in the cluster lists the links of istiod, and of the record of any other source. @public */
export const CLUSTER_LINKS = 'meshwise-links';

/** A cluster that the istiods of a namespace are told to watch (reference 1.2). @public */
export interface ClusterLink {
  /** What tells them: name of a Secret, or of another source. */
  readonly source: string;
  /** ID under which they know the cluster: the name of the Secret's data key. */
  readonly clusterId: string;
  /** Cluster it leads to; `undefined`: the one that calls itself by that ID. */
  readonly cluster: ClusterName | undefined;
}

/** All clusters that the istiods of a namespace are told to watch, in the order in which they find them. No such record means that nobody told. @public */
export interface ClusterLinksRecord extends ObjectRecord {
  readonly links: readonly ClusterLink[];
}
