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
  };
}
