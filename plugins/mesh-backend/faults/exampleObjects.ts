import type {
  Manifest,
  OperationClass,
} from '@meshwise/backstage-plugin-mesh-common';

/** Field managers of the classes. */
export const MANAGERS: Readonly<Record<OperationClass, string>> = {
  tenancy: 'backstage-mesh-tenancy',
  failover: 'backstage-mesh-failover',
  evacuation: 'backstage-mesh-failover',
  trust: 'backstage-mesh-trust',
};

const RBAC = 'rbac.authorization.k8s.io/v1';
const SECURITY = 'security.istio.io/v1';

/** Nine objects of nine kinds, in the order in which they are written: a namespace and what belongs into it. */
export function exampleObjects(namespace: string): readonly Manifest[] {
  const metadata = { name: 'meshwise', namespace };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'meshwise.io/tenant': 'team' } },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata,
      spec: {
        limits: [{ type: 'Container', default: { memory: '512Mi' } }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata,
      spec: { hard: { pods: '30', services: '5' } },
    },
    {
      apiVersion: RBAC,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['limitranges'], verbs: ['get'] }],
    },
    {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'view',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'team-developers',
        },
      ],
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
    {
      apiVersion: SECURITY,
      kind: 'PeerAuthentication',
      metadata,
      spec: { mtls: { mode: 'STRICT' } },
    },
    {
      apiVersion: SECURITY,
      kind: 'AuthorizationPolicy',
      metadata,
      spec: {
        action: 'ALLOW',
        rules: [{ from: [{ source: { namespaces: [namespace] } }] }],
      },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata,
      spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
    },
  ];
}
