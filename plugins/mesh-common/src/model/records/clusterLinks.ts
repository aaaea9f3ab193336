import { NO_LABELS, ObjectRecord } from '../record';
import { ClusterName } from '../refs';

/** Name of the ConfigMap in which a job in the cluster lists the links of istiod, and of the record that the Secrets of a folder amount to. @public */
export const CLUSTER_LINKS = 'meshwise-links';

/** Name of the record of what the configuration of Backstage lists: its key there. It wins over {@link CLUSTER_LINKS}. @public */
export const CONFIGURED_LINKS = 'mesh.links';

/** A cluster that the istiods of a namespace are told to watch (reference 1.2). @public */
export interface ClusterLink {
  /** What tells them: name of a Secret, or of another source. */
  readonly source: string;
  /** ID under which they know the cluster: the name of the Secret's data key. `undefined`: the one by which it calls itself. */
  readonly clusterId: string | undefined;
  /** Cluster it leads to; `undefined`: the one that calls itself by that ID. */
  readonly cluster: ClusterName | undefined;
}

/** All clusters that the istiods of a namespace are told to watch, in the order in which they find them; without namespace, those of every namespace. No such record means that nobody told. @public */
export interface ClusterLinksRecord extends ObjectRecord {
  readonly links: readonly ClusterLink[];
}

/** The record of what the configuration lists for the istiods of a cluster: those in one namespace, or all of them without one. @public */
export function configuredLinks(
  watches: readonly {
    readonly cluster: ClusterName;
    readonly clusterId: string | undefined;
  }[],
  options: { readonly namespace: string; readonly source: string },
): ClusterLinksRecord {
  const { namespace, source } = options;
  return {
    namespace,
    name: CONFIGURED_LINKS,
    uid: '',
    created: 0,
    deleting: false,
    labels: NO_LABELS,
    annotations: NO_LABELS,
    links: watches.map(watch => ({ ...watch, source })),
  };
}
