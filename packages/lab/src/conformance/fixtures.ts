import type { Json } from '../kubernetesObject';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** What each conformance cluster holds: a reader and a writer with few rights. */
export function fixtures(): readonly { path: string; object: Json }[] {
  const namespace = 'conformance';
  const account = (name: string) => ({
    path: `/api/v1/namespaces/${namespace}/serviceaccounts`,
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
  });
  const role = (name: string, rules: Json) => [
    {
      path: `/apis/${RBAC}/clusterroles`,
      object: {
        apiVersion: RBAC,
        kind: 'ClusterRole',
        metadata: { name },
        rules,
      },
    },
    {
      path: `/apis/${RBAC}/clusterrolebindings`,
      object: {
        apiVersion: RBAC,
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name,
        },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      },
    },
  ];
  return [
    {
      path: '/api/v1/namespaces',
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      },
    },
    account('reader'),
    account('writer'),
    ...role('reader', [
      {
        apiGroups: [''],
        resources: ['pods', 'services', 'namespaces'],
        verbs: ['list', 'watch'],
      },
      {
        apiGroups: ['networking.istio.io'],
        resources: ['*'],
        verbs: ['list', 'watch'],
      },
      { apiGroups: ['maistra.io'], resources: ['*'], verbs: ['list'] },
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['istio'],
        verbs: ['get'],
      },
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['istio-ca-root-cert'],
        verbs: ['list', 'watch'],
      },
    ]),
    ...role('writer', [
      {
        apiGroups: [''],
        resources: ['namespaces'],
        verbs: ['get', 'create', 'patch'],
      },
      { apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] },
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['rolebindings', 'roles'],
        verbs: ['get', 'create', 'patch'],
      },
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['clusterroles'],
        resourceNames: ['view'],
        verbs: ['bind'],
      },
    ]),
  ];
}
