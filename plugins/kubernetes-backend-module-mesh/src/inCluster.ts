import { readFile } from 'node:fs/promises';

/** The API server of the cluster that the backend itself runs in. */
export interface OwnCluster {
  readonly url: string;
  readonly ca: string;
}

/**
 * Where a pod finds the API server of its own cluster. Throws when the process does not run in a cluster.
 *
 * @param pathPrefix - put before the paths at which Kubernetes mounts the files of the ServiceAccount
 */
export async function inCluster(pathPrefix = ''): Promise<OwnCluster> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromCluster(pathPrefix);
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster?.caFile || !process.env.KUBERNETES_SERVICE_HOST) {
    throw new Error('the backend does not run in a Kubernetes cluster');
  }
  return { url: cluster.server, ca: await readFile(cluster.caFile, 'utf8') };
}
