import {
  ClusterAccess,
  ClusterList,
} from '@meshwise/backstage-plugin-mesh-node';

/** Stands in for the clusters when the Kubernetes plugin has no configuration, in which case it gives out nothing. */
export class NotConfigured implements ClusterAccess {
  subscribe(listener: (list: ClusterList) => void): void {
    listener({
      code: 'waiting',
      reason:
        'the configuration has no key "kubernetes"; list the clusters under "kubernetes.clusterLocatorMethods" and restart the backend',
    });
  }
}
