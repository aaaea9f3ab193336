import { Manifest } from '../plan';

/**
 * Gives the group of a tenant a ClusterRole in one namespace. The role comes from configuration and the group from the
 * catalog; neither is typed by a user (T06).
 */
export function roleBindingManifest(options: {
  readonly namespace: string;
  readonly kubernetesGroup: string;
  readonly clusterRole: string;
}): Manifest {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'meshwise-tenant', namespace: options.namespace },
    roleRef: { apiGroup, kind: 'ClusterRole', name: options.clusterRole },
    subjects: [{ apiGroup, kind: 'Group', name: options.kubernetesGroup }],
  };
}
