import type { Json } from '../../kubernetesObject';
import type { ConformanceCase } from '../ConformanceCase';
import { apply, merge, post } from './shorthand';

const rbac = 'rbac.authorization.k8s.io/v1';
const podSpec = (image: string) => ({
  serviceAccountName: 'web',
  nodeSelector: { pool: 'a' },
  containers: [
    {
      name: 'app',
      image,
      env: [{ name: 'A', value: '1' }],
      ports: [{ name: 'http', containerPort: 8080 }],
    },
    {
      name: 'istio-proxy',
      image: 'proxyv2:1.24.0',
      args: ['proxy', 'sidecar'],
    },
  ],
});

interface Sample {
  readonly kind: string;
  readonly apiVersion: string;
  /** Collection, from the version on. */
  readonly path: string;
  readonly content: { readonly [field: string]: Json };
  /** What a second manager adds. */
  readonly more: { readonly [field: string]: Json };
}

const SAMPLES: readonly Sample[] = [
  {
    kind: 'Service',
    apiVersion: 'v1',
    path: 'namespaces/$ns/services',
    content: {
      spec: {
        selector: { app: 'web' },
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      },
    },
    more: { spec: { ports: [{ name: 'grpc', port: 90 }] } },
  },
  {
    kind: 'Pod',
    apiVersion: 'v1',
    path: 'namespaces/$ns/pods',
    content: { spec: podSpec('web:1') },
    more: { metadata: { annotations: { 'example.com/x': '1' } } },
  },
  {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    path: 'namespaces/$ns/serviceaccounts',
    content: { automountServiceAccountToken: false },
    more: { imagePullSecrets: [{ name: 'registry' }] },
  },
  {
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    path: 'namespaces/$ns/resourcequotas',
    content: { spec: { hard: { pods: '10' } } },
    more: { spec: { hard: { services: '5' } } },
  },
  {
    kind: 'LimitRange',
    apiVersion: 'v1',
    path: 'namespaces/$ns/limitranges',
    content: {
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '256Mi' },
            defaultRequest: { memory: '128Mi' },
          },
        ],
      },
    },
    more: { metadata: { labels: { a: 'b' } } },
  },
  {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    path: 'namespaces/$ns/deployments',
    content: {
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: podSpec('web:1'),
        },
      },
    },
    more: {
      spec: {
        template: {
          metadata: {
            annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
          },
        },
      },
    },
  },
  {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    path: 'namespaces/$ns/endpointslices',
    content: {
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [
        { addresses: ['10.1.2.3'], conditions: { ready: true }, zone: 'eu-a' },
      ],
    },
    more: { metadata: { labels: { 'kubernetes.io/service-name': 'web' } } },
  },
  {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    path: 'namespaces/$ns/poddisruptionbudgets',
    content: {
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    },
    more: { metadata: { labels: { a: 'b' } } },
  },
  {
    kind: 'NetworkPolicy',
    apiVersion: 'networking.k8s.io/v1',
    path: 'namespaces/$ns/networkpolicies',
    content: {
      spec: {
        podSelector: {},
        ingress: [{ from: [{ podSelector: {} }] }],
      },
    },
    more: { metadata: { labels: { a: 'b' } } },
  },
  {
    kind: 'Role',
    apiVersion: rbac,
    path: 'namespaces/$ns/roles',
    content: {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    },
    more: { metadata: { labels: { a: 'b' } } },
  },
  {
    kind: 'RoleBinding',
    apiVersion: rbac,
    path: 'namespaces/$ns/rolebindings',
    content: {
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'view',
      },
      subjects: [
        {
          kind: 'Group',
          name: 'team-a',
          apiGroup: 'rbac.authorization.k8s.io',
        },
      ],
    },
    more: { metadata: { labels: { a: 'b' } } },
  },
  {
    kind: 'MutatingWebhookConfiguration',
    apiVersion: 'admissionregistration.k8s.io/v1',
    path: 'mutatingwebhookconfigurations',
    content: {
      webhooks: [
        {
          name: 'rev.namespace.sidecar-injector.istio.io',
          clientConfig: {
            service: {
              namespace: 'istio-system',
              name: 'istiod',
              path: '/inject',
              port: 443,
            },
          },
          rules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['pods'],
            },
          ],
          namespaceSelector: { matchLabels: { 'istio.io/rev': 'nobody' } },
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    },
    more: { metadata: { labels: { 'istio.io/tag': 'stable' } } },
  },
  {
    kind: 'DestinationRule',
    apiVersion: 'networking.istio.io/v1',
    path: 'namespaces/$ns/destinationrules',
    content: {
      spec: {
        host: 'web',
        subsets: [{ name: 'v1', labels: { version: 'v1' } }],
        trafficPolicy: {
          outlierDetection: { consecutive5xxErrors: 5, interval: '30s' },
          loadBalancer: {
            localityLbSetting: {
              enabled: true,
              failover: [{ from: 'eu', to: 'us' }],
            },
          },
        },
      },
    },
    more: { spec: { exportTo: ['.'] } },
  },
  {
    kind: 'AuthorizationPolicy',
    apiVersion: 'security.istio.io/v1',
    path: 'namespaces/$ns/authorizationpolicies',
    content: {
      spec: {
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: ['*'] } }] }],
      },
    },
    more: { spec: { selector: { matchLabels: { app: 'web' } } } },
  },
  {
    kind: 'PeerAuthentication',
    apiVersion: 'security.istio.io/v1',
    path: 'namespaces/$ns/peerauthentications',
    content: {
      spec: {
        mtls: { mode: 'STRICT' },
        selector: { matchLabels: { app: 'web' } },
      },
    },
    more: { spec: { portLevelMtls: { '8080': { mode: 'DISABLE' } } } },
  },
];

/** Each kind the lab writes: applied by one manager, extended by another, changed by an update, and left by the first. */
export const KIND_CASES: readonly ConformanceCase[] = SAMPLES.map(sample => {
  const { kind, apiVersion, path, content, more } = sample;
  const root = apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
  const one = `${root}/${path}/web-$ns`;
  const object = (rest: { readonly [field: string]: Json }): Json => ({
    apiVersion,
    kind,
    ...rest,
    metadata: { ...(rest.metadata as object | undefined), name: 'web-$ns' },
  });
  // Defaults differ, what is owned and counted must not.
  const compare = [
    'metadata.managedFields',
    'metadata.generation',
    'metadata.labels',
    'metadata.resourceVersion',
  ];
  return {
    name: `owners of a ${kind}`,
    steps: [
      apply(one, 'one', object(content), { status: 201, compare }),
      apply(one, 'two', object(more), { compare }),
      merge(
        `${one}?fieldManager=editor`,
        { metadata: { labels: { edited: 'yes' } } },
        { compare },
      ),
      apply(one, 'two', object({}), { compare }),
      {
        method: 'DELETE',
        path: `${one}?gracePeriodSeconds=0`,
        status: 200,
        compare: ['kind'],
      },
    ],
  };
});

/** A kind that comes and goes with its definition. */
export const CRD_CASES: readonly ConformanceCase[] = [
  {
    name: 'a definition makes a kind, and takes it away under an open watch',
    steps: [
      post(
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'things.$ns.example.com' },
          spec: {
            group: '$ns.example.com',
            scope: 'Namespaced',
            names: {
              kind: 'Thing',
              listKind: 'ThingList',
              plural: 'things',
              singular: 'thing',
            },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: {
                  openAPIV3Schema: {
                    type: 'object',
                    properties: {
                      spec: {
                        type: 'object',
                        required: ['size'],
                        properties: {
                          size: { type: 'integer', maximum: 9 },
                          tags: {
                            type: 'array',
                            'x-kubernetes-list-type': 'set',
                            items: { type: 'string' },
                          },
                        },
                      },
                    },
                  },
                },
              },
            ],
          },
        },
        { compare: ['kind'] },
      ),
      // The real server needs a moment to serve it.
      {
        path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.$ns.example.com',
        status: 200,
        until: (_status, text) => text.includes('InitialNamesAccepted'),
        compare: [
          'status.acceptedNames',
          'status.storedVersions',
          'metadata.generation',
        ],
      },
      {
        path: '/apis/$ns.example.com/v1/namespaces/$ns/things',
        status: 200,
        until: status => status === 200,
        compare: ['kind', 'items'],
      },
      post(
        '/apis/$ns.example.com/v1/namespaces/$ns/things',
        {
          apiVersion: '$ns.example.com/v1',
          kind: 'Thing',
          metadata: { name: 'big' },
          spec: { size: 10 },
        },
        {
          status: 422,
          expect: {
            message:
              'Thing.$ns.example.com "big" is invalid: spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9',
          },
        },
      ),
      post(
        '/apis/$ns.example.com/v1/namespaces/$ns/things',
        {
          apiVersion: '$ns.example.com/v1',
          kind: 'Thing',
          metadata: { name: 'none' },
          spec: {},
        },
        { status: 422 },
      ),
      apply(
        '/apis/$ns.example.com/v1/namespaces/$ns/things/a',
        'one',
        {
          apiVersion: '$ns.example.com/v1',
          kind: 'Thing',
          metadata: { name: 'a' },
          spec: { size: 1, tags: ['x'] },
        },
        { status: 201 },
      ),
      apply('/apis/$ns.example.com/v1/namespaces/$ns/things/a', 'two', {
        apiVersion: '$ns.example.com/v1',
        kind: 'Thing',
        metadata: { name: 'a' },
        spec: { tags: ['y', 'x'] },
      }),
      apply('/apis/$ns.example.com/v1/namespaces/$ns/things/a', 'one', {
        apiVersion: '$ns.example.com/v1',
        kind: 'Thing',
        metadata: { name: 'a' },
        spec: { size: 2 },
      }),
      {
        watch: '/apis/$ns.example.com/v1/namespaces/$ns/things?watch=1',
        during: [
          {
            method: 'DELETE',
            path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.$ns.example.com',
            status: 200,
            compare: [],
          },
        ],
        expect: [
          { type: 'ADDED' },
          { type: 'DELETED', object: { metadata: { name: 'a' } } },
        ],
        compare: ['type', 'object.spec'],
      },
      {
        path: '/apis/$ns.example.com/v1/namespaces/$ns/things',
        status: 404,
        until: status => status === 404,
        text: '404 page not found\n',
      },
    ],
  },
];
