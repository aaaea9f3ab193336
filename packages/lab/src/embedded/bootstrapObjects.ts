import type { KubernetesObject } from '../kubernetesObject';

const RBAC = 'rbac.authorization.k8s.io/v1';

interface BootstrapRole {
  readonly name: string;
  readonly rules: readonly object[];
  readonly groups: readonly string[];
}

const get = ['get'];
const everyone = ['system:authenticated', 'system:unauthenticated'];
const health = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/** The default roles that clients of the lab meet. Real servers have dozens more, for controllers and kubelets. */
const ROLES: readonly BootstrapRole[] = [
  {
    name: 'cluster-admin',
    groups: ['system:masters'],
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  {
    name: 'system:basic-user',
    groups: ['system:authenticated'],
    rules: [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: ['selfsubjectreviews'],
        verbs: ['create'],
      },
    ],
  },
  {
    name: 'system:discovery',
    groups: ['system:authenticated'],
    rules: [
      {
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          ...health,
          '/openapi',
          '/openapi/*',
        ],
        verbs: get,
      },
    ],
  },
  {
    name: 'system:public-info-viewer',
    groups: everyone,
    rules: [{ nonResourceURLs: health, verbs: get }],
  },
];

/** What a cluster has before anybody wrote to it. */
export function bootstrapObjects(): readonly KubernetesObject[] {
  const namespaces = [
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
  ];
  return [
    ...namespaces.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
    ...ROLES.flatMap(({ name, rules, groups }) => {
      const metadata = {
        name,
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      };
      return [
        { apiVersion: RBAC, kind: 'ClusterRole', metadata, rules },
        {
          apiVersion: RBAC,
          kind: 'ClusterRoleBinding',
          metadata,
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name,
          },
          subjects: groups.map(group => ({
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'Group',
            name: group,
          })),
        },
      ];
    }),
  ];
}
