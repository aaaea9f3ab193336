import type { ConformanceCase } from '../ConformanceCase';
import { configMap, configMaps, post, apply } from './shorthand';

const reader = 'User "system:serviceaccount:conformance:reader"';
const reviews = '/apis/authorization.k8s.io/v1';

/** Who may do what, and how a refusal reads (reference: real-engine page, section 6). */
export const RIGHTS: readonly ConformanceCase[] = [
  {
    name: 'list without the right, in the whole cluster and in a namespace',
    steps: [
      {
        as: 'reader',
        path: '/api/v1/secrets',
        status: 403,
        expect: {
          message: `secrets is forbidden: ${reader} cannot list resource "secrets" in API group "" at the cluster scope`,
          reason: 'Forbidden',
          details: { kind: 'secrets' },
          code: 403,
        },
      },
      {
        as: 'reader',
        path: '/api/v1/namespaces/$ns/secrets',
        status: 403,
        expect: {
          message: `secrets is forbidden: ${reader} cannot list resource "secrets" in API group "" in the namespace "$ns"`,
        },
      },
    ],
  },
  {
    name: 'get one without the right',
    steps: [
      {
        as: 'reader',
        path: '/api/v1/namespaces/$ns/secrets/x',
        status: 403,
        expect: {
          message: `secrets "x" is forbidden: ${reader} cannot get resource "secrets" in API group "" in the namespace "$ns"`,
          details: { name: 'x', kind: 'secrets' },
        },
      },
    ],
  },
  {
    name: 'list a kind of a group without the right',
    steps: [
      {
        as: 'reader',
        path: '/apis/apps/v1/deployments',
        status: 403,
        expect: {
          message: `deployments.apps is forbidden: ${reader} cannot list resource "deployments" in API group "apps" at the cluster scope`,
          details: { group: 'apps', kind: 'deployments' },
        },
      },
    ],
  },
  {
    name: 'watch without the right is a plain answer',
    steps: [
      {
        as: 'reader',
        path: '/apis/apps/v1/deployments?watch=1',
        status: 403,
        expect: { reason: 'Forbidden' },
      },
    ],
  },
  {
    name: 'a kind that is not installed: 403 without the right, plain 404 with it',
    steps: [
      {
        as: 'reader',
        path: '/apis/federation.maistra.io/v1/servicemeshpeers',
        status: 403,
        expect: {
          details: { group: 'federation.maistra.io', kind: 'servicemeshpeers' },
        },
      },
      {
        as: 'reader',
        path: '/apis/maistra.io/v2/servicemeshcontrolplanes',
        status: 404,
        text: '404 page not found\n',
      },
    ],
  },
  {
    name: 'a missing object is a Status',
    steps: [
      {
        path: `${configMaps}/none`,
        status: 404,
        expect: {
          kind: 'Status',
          message: 'configmaps "none" not found',
          reason: 'NotFound',
          details: { name: 'none', kind: 'configmaps' },
        },
      },
    ],
  },
  {
    name: 'rights limited by resourceNames: the selector on the name needs verb list, a get right is not enough',
    steps: [
      post(configMaps, configMap('istio')),
      post(configMaps, configMap('istio-ca-root-cert')),
      { as: 'reader', path: `${configMaps}/istio`, status: 200 },
      { as: 'reader', path: configMaps, status: 403 },
      {
        as: 'reader',
        path: `${configMaps}?fieldSelector=metadata.name%3Distio`,
        status: 403,
      },
      {
        as: 'reader',
        path: `${configMaps}?fieldSelector=metadata.name%3Distio-ca-root-cert`,
        status: 200,
        expect: { items: [{ metadata: { name: 'istio-ca-root-cert' } }] },
      },
    ],
  },
  {
    name: 'no token is the anonymous user, a bad token is nobody',
    steps: [
      {
        as: 'anonymous',
        path: '/api/v1/namespaces',
        status: 403,
        expect: {
          message:
            'namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces" in API group "" at the cluster scope',
        },
      },
      ...(['unknown', 'expired', 'otherUid'] as const).map(as => ({
        as,
        path: '/api/v1/namespaces',
        status: 401,
        expect: {
          kind: 'Status',
          message: 'Unauthorized',
          reason: 'Unauthorized',
          code: 401,
        },
      })),
    ],
  },
  {
    name: 'health and version are for everybody, discovery for those who are known',
    steps: [
      { as: 'anonymous', path: '/readyz', status: 200, text: 'ok' },
      { as: 'anonymous', path: '/livez', status: 200, text: 'ok' },
      {
        as: 'anonymous',
        path: '/version',
        status: 200,
        expect: { major: '1', minor: '36', gitVersion: 'v1.36.3' },
        compare: ['major', 'minor', 'gitVersion'],
      },
      {
        as: 'anonymous',
        path: '/apis',
        status: 403,
        expect: {
          message: 'forbidden: User "system:anonymous" cannot get path "/apis"',
        },
      },
      {
        as: 'reader',
        path: '/apis',
        status: 200,
        compare: ['kind', 'apiVersion'],
      },
    ],
  },
  {
    name: 'SelfSubjectAccessReview',
    steps: [
      {
        as: 'reader',
        ...post(`${reviews}/selfsubjectaccessreviews`, {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb: 'list', resource: 'secrets' } },
        }),
        expect: { status: { allowed: false } },
        compare: ['kind', 'apiVersion', 'spec', 'status'],
      },
      {
        as: 'reader',
        ...post(`${reviews}/selfsubjectaccessreviews`, {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb: 'list', resource: 'pods' } },
        }),
        expect: {
          status: {
            allowed: true,
            reason:
              'RBAC: allowed by ClusterRoleBinding "reader" of ClusterRole "reader" to ServiceAccount "reader/conformance"',
          },
        },
        compare: ['kind', 'apiVersion', 'spec', 'status'],
      },
    ],
  },
  {
    name: 'SubjectAccessReview asks for somebody else',
    steps: [
      {
        ...post(`${reviews}/subjectaccessreviews`, {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: {
            user: 'system:serviceaccount:conformance:reader',
            groups: ['system:authenticated'],
            resourceAttributes: {
              verb: 'get',
              resource: 'configmaps',
              name: 'istio',
              namespace: '$ns',
            },
          },
        }),
        expect: { status: { allowed: true } },
        compare: ['status'],
      },
      {
        as: 'reader',
        ...post(`${reviews}/subjectaccessreviews`, {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: {
            user: 'a',
            resourceAttributes: { verb: 'get', resource: 'pods' },
          },
        }),
        status: 403,
      },
    ],
  },
  {
    name: 'SelfSubjectRulesReview',
    steps: [
      {
        as: 'reader',
        ...post(`${reviews}/selfsubjectrulesreviews`, {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace: 'default' },
        }),
        expect: {
          status: {
            incomplete: false,
            resourceRules: expect.arrayContaining([
              {
                apiGroups: ['networking.istio.io'],
                resources: ['*'],
                verbs: ['list', 'watch'],
              },
              {
                apiGroups: [''],
                resources: ['configmaps'],
                resourceNames: ['istio'],
                verbs: ['get'],
              },
            ]),
          },
        },
        compare: ['kind', 'apiVersion', 'status.incomplete'],
      },
    ],
  },
  {
    name: 'SelfSubjectReview tells who one is',
    steps: [
      {
        as: 'reader',
        ...post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'SelfSubjectReview',
        }),
        expect: {
          status: {
            userInfo: {
              username: 'system:serviceaccount:conformance:reader',
              groups: [
                'system:serviceaccounts',
                'system:serviceaccounts:conformance',
                'system:authenticated',
              ],
            },
          },
        },
        compare: ['kind', 'status.userInfo.username', 'status.userInfo.groups'],
      },
    ],
  },
  {
    name: 'applying a new object needs the right to create',
    steps: [
      {
        as: 'writer',
        ...apply(`${configMaps}/a`, 'w', configMap('a')),
        status: 403,
        expect: {
          message:
            'configmaps "a" is forbidden: User "system:serviceaccount:conformance:writer" cannot create resource "configmaps" in API group "" in the namespace "$ns"',
        },
      },
      post(configMaps, configMap('a')),
      {
        as: 'writer',
        ...apply(`${configMaps}/a`, 'w', configMap('a', { data: { k: 'v' } })),
      },
    ],
  },
  {
    name: 'nobody grants what they do not have, unless they may bind',
    steps: [
      {
        as: 'writer',
        ...post('/apis/rbac.authorization.k8s.io/v1/namespaces/$ns/roles', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name: 'more' },
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
        }),
        status: 403,
        expect: {
          message: `roles.rbac.authorization.k8s.io "more" is forbidden: user "system:serviceaccount:conformance:writer" (groups=["system:serviceaccounts" "system:serviceaccounts:conformance" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}`,
        },
      },
      {
        as: 'writer',
        ...post('/apis/rbac.authorization.k8s.io/v1/namespaces/$ns/roles', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name: 'same' },
          rules: [
            { apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] },
          ],
        }),
      },
      ...[
        ['reader', 403],
        ['view', 201],
      ].map(([role, status]) => ({
        as: 'writer' as const,
        ...post(
          '/apis/rbac.authorization.k8s.io/v1/namespaces/$ns/rolebindings',
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'RoleBinding',
            metadata: { name: `bind-${role}` },
            roleRef: {
              apiGroup: 'rbac.authorization.k8s.io',
              kind: 'ClusterRole',
              name: role,
            },
            subjects: [
              {
                kind: 'Group',
                apiGroup: 'rbac.authorization.k8s.io',
                name: 'team-a',
              },
            ],
          },
        ),
        status: Number(status),
        compare: ['status', 'reason', 'details', 'roleRef', 'subjects'],
      })),
    ],
  },
];
