/** Configuration of the mesh plugin. */
export interface Config {
  mesh?: {
    /**
     * Identities that may write, one per cluster. A cluster without one is read-only to the portal.
     */
    writers?: Array<{
      /** Name of the cluster in the Kubernetes plugin's configuration. */
      cluster: string;
      /** File that holds the bearer token of the writer; read again for every operation. */
      tokenFile: string;
    }>;
    /**
     * Names of namespaces that no team may claim, in addition to those that are always protected. A `*` at the end
     * stands for any rest, e.g. `infra-*`.
     */
    protectedNamespaces?: string[];
    /**
     * ClusterRole that the group of a team gets in its namespaces; `view` without it. The writer needs the right to
     * bind it.
     */
    tenantRole?: string;
    /**
     * Clusters that are known to share no mesh with the others, although they cannot be read. Without this, a cluster
     * that cannot be read makes it impossible to decide who owns a namespace.
     */
    separateClusters?: string[];
    /**
     * Cluster in which a plan is applied and verified before the others; the first of the plan without it.
     */
    canaryCluster?: string;
    /**
     * Regions in which data of a namespace may be handled. Failover to others is refused. Namespaces that are not listed
     * may use all regions.
     */
    allowedRegions?: Array<{
      namespace: string;
      /** Regions as the nodes are labelled. */
      regions: string[];
    }>;
    /**
     * Entity references of the groups and users who are notified when an operation waits for a second person. Who may
     * approve is decided by the permission `mesh.operation.approve` alone.
     */
    approvers?: string[];
    /**
     * Entity references of the groups and users who are notified of clusters without owner in the catalog, e.g. that a root
     * which they trust ends soon.
     */
    platformGroups?: string[];
    /**
     * Whether a user must have the rights in each cluster that a plan uses for them. Asked of the API servers by
     * SubjectAccessReview, for the user that the annotation `meshwise.io/kubernetes-user` of the catalog names, with the
     * groups of `meshwise.io/kubernetes-group`. Who has no such annotation can then change nothing.
     */
    checkUserRights?: boolean;
    /**
     * Whether clusters are read although the credential of the reader may read Secrets there. Such a cluster is not read
     * without this: Meshwise needs no Secret, and a credential that may read them is worth stealing.
     */
    allowSecretReaders?: boolean;
    /**
     * What spreads root certificates to the namespaces of a cluster in place of istiod, such as a Bundle of trust-manager that
     * fills the ConfigMap `istio-ca-root-cert`. Meshwise gives it further roots as ConfigMaps, one for each root, and writes
     * nothing else. See docs/trust.md.
     */
    trustDistributors?: Array<{
      /** Cluster whose namespaces it fills, by its name in the Kubernetes plugin's configuration. */
      cluster: string;
      /** Namespace from which it takes ConfigMaps. */
      namespace: string;
      /** Labels by which it chooses them. */
      labels: { [label: string]: string };
      /** Data key that holds the certificates. */
      key: string;
    }>;
    /** Whether a second person must approve that calls are steered away from a cluster. */
    approveDrains?: boolean;
    /**
     * Which clusters the istiods watch beside their own. Istio keeps that in Secrets, which are never read. What is
     * listed here wins over the ConfigMap `meshwise-links` of the cluster; where neither tells, an istiod is assumed to
     * watch every cluster of its mesh. See docs/links.md. May change without a restart.
     */
    links?: Array<{
      /** Cluster from which the istiods read their remote secrets, by its name in the Kubernetes plugin's configuration. */
      cluster: string;
      /** Namespace of the istiods; all istiods of the cluster without it. */
      namespace?: string;
      /** Everything they watch beside their own cluster. An empty list says: nothing. */
      watches: Array<{
        /** Name of the cluster in the Kubernetes plugin's configuration. */
        cluster: string;
        /** ID under which they know it: the data key of the remote secret. Without it, the ID by which the cluster calls itself. */
        clusterId?: string;
      }>;
    }>;
  };
}
