import type { KnownDifference } from '../ConformanceCase';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  pods,
  post,
  serviceEntries,
  services,
} from './shorthand';

const refused = (what: string) => ({
  status: 501,
  expect: {
    reason: 'NotImplemented',
    message: `${what} is not implemented by the embedded engine; use the real engine for it`,
  },
});

/**
 * Where the embedded engine answers otherwise than a real server. What it has not it refuses with 501; what it cannot see (CEL rules,
 * defaults in CRDs, webhooks) it lets pass. A test that depends on one of these belongs on the real engine.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'CEL rules of CRDs are not evaluated',
    why: 'the published packages carry schemas without them',
    steps: [
      post(
        serviceEntries,
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          metadata: { name: 'bad' },
          spec: {
            hosts: ['a.example'],
            endpoints: [{ address: '1.2.3.4' }],
            workloadSelector: { labels: { a: 'b' } },
          },
        },
        {
          status: 422,
          expect: {
            message:
              'ServiceEntry.networking.istio.io "bad" is invalid: [spec: Invalid value: only one of WorkloadSelector or Endpoints can be set, spec: Invalid value: NONE mode cannot set endpoints]',
          },
        },
      ),
    ],
    embedded: { status: 201 },
  },
  {
    name: 'defaults of CRDs are not filled in',
    why: 'the published packages carry schemas without them',
    steps: [
      post(
        '/apis/gateway.networking.k8s.io/v1/namespaces/$ns/httproutes',
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'r' },
          spec: { parentRefs: [{ name: 'g' }] },
        },
        {
          expect: {
            spec: {
              parentRefs: [
                {
                  group: 'gateway.networking.k8s.io',
                  kind: 'Gateway',
                  name: 'g',
                },
              ],
            },
          },
        },
      ),
    ],
    embedded: {
      status: 201,
      expect: { spec: { parentRefs: [{ name: 'g' }] } },
    },
  },
  {
    name: 'fields of Istio releases that the published package does not know',
    why: 'the package is some releases behind the CRDs of the real engine; SchemaComparison lists the fields',
    steps: [
      post(
        '/apis/networking.istio.io/v1/namespaces/$ns/destinationrules?fieldValidation=Strict',
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
          metadata: { name: 'd' },
          spec: {
            host: 'a',
            trafficPolicy: { connectionPool: { http: { http2KeepAlive: {} } } },
          },
        },
      ),
    ],
    embedded: { status: 400, expect: { reason: 'BadRequest' } },
  },
  {
    name: 'most defaults of built-in kinds are not filled in',
    why: 'nothing in the lab reads them',
    steps: [
      post(deployments, deployment('d', 'a:1'), {
        expect: {
          spec: {
            template: {
              spec: { containers: [{ imagePullPolicy: 'IfNotPresent' }] },
            },
          },
        },
      }),
    ],
    embedded: {
      status: 201,
      expect: {
        spec: { template: { spec: { containers: [{ image: 'a:1' }] } } },
      },
    },
  },
  {
    name: 'node ports are not allocated',
    why: 'nothing routes to them',
    steps: [
      post(
        services,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 's' },
          spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
        },
        {
          expect: {
            spec: { ports: [{ port: 80, nodePort: expect.any(Number) }] },
          },
        },
      ),
    ],
    embedded: { status: 201, expect: { spec: { ports: [{ port: 80 }] } } },
  },
  {
    name: 'webhooks are not called',
    why: 'nothing serves them in the lab',
    steps: [
      post(
        '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'MutatingWebhookConfiguration',
          metadata: { name: 'injector-$ns' },
          webhooks: [
            {
              name: 'a.example.com',
              clientConfig: {
                service: { namespace: 'istio-system', name: 'istiod' },
              },
              rules: [
                {
                  apiGroups: [''],
                  apiVersions: ['v1'],
                  operations: ['CREATE'],
                  resources: ['configmaps'],
                },
              ],
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': '$ns' },
              },
              sideEffects: 'None',
              admissionReviewVersions: ['v1'],
            },
          ],
        },
      ),
      // A dry run, so that it can be sent until the API server has heard of the webhook.
      post(`${configMaps}?dryRun=All`, configMap('a'), {
        status: 500,
        expect: { reason: 'InternalError' },
        until: status => status === 500,
        patience: 3_000,
      }),
    ],
    embedded: { status: 201 },
  },
  {
    name: 'quotas are not enforced',
    why: 'a controller would have to count what is used',
    steps: [
      post('/api/v1/namespaces/$ns/resourcequotas', {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'q' },
        spec: { hard: { configmaps: '0' } },
      }),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/$ns/resourcequotas/q/status',
        type: 'application/merge-patch+json',
        body: {
          status: { hard: { configmaps: '0' }, used: { configmaps: '0' } },
        },
        status: 200,
      },
      post(configMaps, configMap('a'), {
        status: 403,
        expect: {
          message:
            'configmaps "a" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=0, limited: configmaps=0',
        },
      }),
    ],
    embedded: { status: 201 },
  },
  {
    name: 'secrets are not served at all',
    why: 'nothing in the lab may hold one',
    steps: [{ path: '/api/v1/secrets', status: 200 }],
    embedded: refused('secrets of version v1'),
  },
  {
    name: 'JSON patch',
    why: 'nothing in the lab sends it',
    steps: [
      post(configMaps, configMap('a')),
      {
        method: 'PATCH',
        path: `${configMaps}/a`,
        type: 'application/json-patch+json',
        body: [{ op: 'add', path: '/data', value: { k: 'v' } }],
        status: 200,
      },
    ],
    embedded: refused('PATCH with content type application/json-patch+json'),
  },
  {
    name: 'strategic merge patch',
    why: 'nothing in the lab sends it',
    steps: [
      post(configMaps, configMap('a')),
      {
        method: 'PATCH',
        path: `${configMaps}/a`,
        type: 'application/strategic-merge-patch+json',
        body: { data: { k: 'v' } },
        status: 200,
      },
    ],
    embedded: refused(
      'PATCH with content type application/strategic-merge-patch+json',
    ),
  },
  {
    name: 'evictions',
    why: 'they belong to workloads, and there are none',
    steps: [
      post(
        `${pods}/p/eviction`,
        {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: 'p', namespace: '$ns' },
        },
        { status: 404 },
      ),
    ],
    embedded: refused('The subresource pods/eviction'),
  },
  {
    name: 'tables',
    why: 'they are for people at a terminal',
    steps: [
      {
        path: configMaps,
        headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
        status: 200,
        expect: { kind: 'Table' },
      },
    ],
    embedded: { status: 406, expect: { reason: 'NotAcceptable' } },
  },
  {
    name: 'OpenAPI documents',
    why: 'the published packages carry no schemas to show',
    steps: [{ path: '/openapi/v3', status: 200 }],
    embedded: refused('OpenAPI'),
  },
];
