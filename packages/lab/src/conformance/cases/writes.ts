import type { ConformanceCase } from '../ConformanceCase';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  istios,
  merge,
  pods,
  post,
  serviceEntries,
  services,
  virtualService,
  virtualServices,
} from './shorthand';

const nodes = '/api/v1/nodes';

/** Creating, replacing, patching and deleting (reference: real-engine page, sections 4, 5 and 7.5). */
export const WRITES: readonly ConformanceCase[] = [
  {
    name: 'create, and create again',
    steps: [
      post(
        configMaps,
        configMap('a', { data: { k: 'v' } }, { labels: { l: '1' } }),
        {
          expect: { metadata: { name: 'a', namespace: '$ns', uid: '<uid 1>' } },
        },
      ),
      post(configMaps, configMap('a'), {
        status: 409,
        expect: {
          message: 'configmaps "a" already exists',
          reason: 'AlreadyExists',
        },
      }),
    ],
  },
  {
    name: 'create into a namespace that is not there',
    steps: [
      post('/api/v1/namespaces/nope/configmaps', configMap('a'), {
        status: 404,
        expect: { message: 'namespaces "nope" not found' },
      }),
    ],
  },
  {
    name: 'names and namespaces that do not fit',
    steps: [
      post(configMaps, configMap('a', {}, { namespace: 'other' }), {
        status: 400,
      }),
      post(configMaps, configMap('Upper_Case'), { status: 422 }),
      post(
        configMaps,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} },
        { status: 422 },
      ),
      post(configMaps, configMap('a', {}, { resourceVersion: '5' }), {
        status: 500,
        compare: [],
      }),
      post(configMaps, configMap('a'), { status: 201 }),
      {
        method: 'PUT',
        path: `${configMaps}/a`,
        body: configMap('b'),
        status: 400,
        expect: {
          message:
            'the name of the object (b) does not match the name on the URL (a)',
        },
      },
      post(
        configMaps,
        { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'x' } },
        { status: 400, compare: ['reason'] },
      ),
      post(
        configMaps,
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } },
        { status: 400, compare: ['reason'] },
      ),
      post(configMaps, configMap('x', {}, { labels: { 'a b': 'c' } }), {
        status: 422,
        compare: ['reason', 'details'],
      }),
      post(configMaps, configMap('x', {}, { labels: { a: 'b c' } }), {
        status: 422,
        compare: ['reason', 'details'],
      }),
    ],
  },
  {
    name: 'replace: the resourceVersion is a condition',
    steps: [
      post(configMaps, configMap('a')),
      {
        method: 'PUT',
        path: `${configMaps}/a`,
        body: configMap(
          'a',
          { data: { k: '1' } },
          { resourceVersion: '$version' },
        ),
        status: 200,
      },
      {
        method: 'PUT',
        path: `${configMaps}/a`,
        body: configMap('a', { data: { k: '2' } }, { resourceVersion: '1' }),
        status: 409,
        expect: {
          message:
            'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
          reason: 'Conflict',
        },
      },
      {
        method: 'PUT',
        path: `${configMaps}/a`,
        body: configMap('a', { data: { k: '3' } }),
        status: 200,
      },
      {
        method: 'PUT',
        path: `${configMaps}/a`,
        body: configMap('a', {}, { uid: 'abc' }),
        status: 409,
        compare: ['reason', 'details'],
      },
      {
        method: 'PUT',
        path: `${configMaps}/none`,
        body: configMap('none'),
        status: 404,
      },
      post(virtualServices, virtualService('v', { hosts: ['a'] })),
      {
        method: 'PUT',
        path: `${virtualServices}/v`,
        body: virtualService('v', { hosts: ['b'] }),
        status: 422,
      },
    ],
  },
  {
    name: 'a write that changes nothing keeps the version',
    steps: [
      post(configMaps, configMap('a', { data: { k: 'v' } })),
      merge(
        `${configMaps}/a`,
        { data: { k: 'v' } },
        { expect: { metadata: { resourceVersion: '<version 1>' } } },
      ),
      merge(
        `${configMaps}/a`,
        { data: { k: 'w' } },
        { expect: { metadata: { resourceVersion: '<version 2>' } } },
      ),
    ],
  },
  {
    name: 'merge patch: null takes away',
    steps: [
      post(
        configMaps,
        configMap('a', { data: { k: 'v', l: 'w' } }, { labels: { x: '1' } }),
      ),
      merge(
        `${configMaps}/a`,
        { data: { k: null }, metadata: { labels: { y: '2' } } },
        {
          expect: {
            data: { l: 'w' },
            metadata: { labels: { x: '1', y: '2' } },
          },
        },
      ),
      merge(`${configMaps}/none`, {}, { status: 404 }),
      merge(
        `${configMaps}/a`,
        { metadata: { name: 'b' } },
        { status: 400, compare: ['reason', 'code'] },
      ),
      {
        method: 'PATCH',
        path: `${configMaps}/a`,
        type: 'application/weird',
        body: {},
        status: 415,
        expect: { reason: 'UnsupportedMediaType' },
        compare: ['reason', 'code'],
      },
    ],
  },
  {
    name: 'delete: the uid is a condition',
    steps: [
      post(configMaps, configMap('a')),
      {
        method: 'DELETE',
        path: `${configMaps}/a`,
        body: { preconditions: { uid: 'wrong' } },
        status: 409,
        expect: {
          message:
            'Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (wrong) does not match the UID in record (<uid 1>). The object might have been deleted and then recreated',
        },
      },
      { method: 'DELETE', path: `${configMaps}/a?dryRun=All`, status: 200 },
      {
        method: 'DELETE',
        path: `${configMaps}/a`,
        body: { preconditions: { uid: '$uid' } },
        status: 200,
      },
      { method: 'DELETE', path: `${configMaps}/a`, status: 404 },
    ],
  },
  {
    name: 'what deleting answers',
    steps: [
      post(virtualServices, virtualService('v', { hosts: ['a'] })),
      { method: 'DELETE', path: `${virtualServices}/v`, status: 200 },
      post(
        services,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 's' },
          spec: { ports: [{ port: 80 }] },
        },
        { compare: ['kind'] },
      ),
      {
        method: 'DELETE',
        path: `${services}/s`,
        status: 200,
        compare: ['kind', 'metadata.name', 'status', 'details'],
      },
      post('/api/v1/namespaces/$ns/serviceaccounts', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 's' },
      }),
      {
        method: 'DELETE',
        path: '/api/v1/namespaces/$ns/serviceaccounts/s',
        status: 200,
      },
    ],
  },
  {
    name: 'an object with a finalizer stays until it is taken off',
    steps: [
      post(
        configMaps,
        configMap('a', {}, { finalizers: ['example.com/wait'] }),
      ),
      {
        method: 'DELETE',
        path: `${configMaps}/a`,
        status: 200,
        expect: { metadata: { deletionTimestamp: '<time>' } },
      },
      { path: `${configMaps}/a`, status: 200 },
      merge(`${configMaps}/a`, { metadata: { finalizers: null } }),
      { path: `${configMaps}/a`, status: 404 },
    ],
  },
  {
    name: 'delete a collection',
    steps: [
      post(configMaps, configMap('a', {}, { labels: { go: 'yes' } })),
      post(configMaps, configMap('b')),
      {
        method: 'DELETE',
        path: `${configMaps}?labelSelector=go%3Dyes`,
        status: 200,
        compare: ['kind', 'apiVersion'],
      },
      {
        path: configMaps,
        status: 200,
        expect: { items: [{ metadata: { name: 'b' } }] },
      },
    ],
  },
  {
    name: 'unknown fields: dropped with a warning, or refused',
    steps: [
      post(
        virtualServices,
        virtualService('warned', { hosts: ['a'], htpp: [] }),
        {
          expect: { spec: { hosts: ['a'] } },
          answerHeaders: { warning: '299 - "unknown field \\"spec.htpp\\""' },
        },
      ),
      post(
        `${virtualServices}?fieldValidation=Ignore`,
        virtualService('ignored', { hosts: ['a'], htpp: [] }),
      ),
      post(
        `${virtualServices}?fieldValidation=Strict`,
        virtualService('strict', {
          hosts: ['a'],
          htpp: [],
          http: [{ rout: [] }],
        }),
        {
          status: 400,
          expect: {
            message:
              'VirtualService in version "v1" cannot be handled as a VirtualService: strict decoding error: unknown field "spec.htpp", unknown field "spec.http[0].rout"',
            reason: 'BadRequest',
          },
        },
      ),
      post(
        `${configMaps}?fieldValidation=Strict`,
        configMap('c', { dta: {} }),
        { status: 400 },
      ),
      post(
        `${virtualServices}?fieldValidation=Loose`,
        virtualService('v', { hosts: ['a'] }),
        { status: 422 },
      ),
    ],
  },
  {
    name: 'wrong values',
    steps: [
      post(
        virtualServices,
        virtualService('v', {
          hosts: ['a'],
          http: [{ route: [{ destination: { host: 'a' }, weight: 'x' }] }],
        }),
        {
          status: 422,
          compare: ['reason', 'details.kind'],
        },
      ),
      post(
        serviceEntries,
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          metadata: { name: 'bad' },
          spec: { hosts: [] },
        },
        { status: 422, compare: ['reason', 'details.kind'] },
      ),
      post(
        '/apis/networking.istio.io/v1/namespaces/$ns/destinationrules',
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
          metadata: { name: 'bad' },
          spec: {
            host: 'a',
            trafficPolicy: { loadBalancer: { simple: 'BOGUS' } },
          },
        },
        { status: 422, compare: ['reason', 'details.kind'] },
      ),
      post(
        services,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 's' },
          spec: { ports: [{ port: 'x' }] },
        },
        {
          status: 400,
          compare: ['reason'],
        },
      ),
      post(
        configMaps,
        configMap('big', { data: { text: 'x'.repeat(1_048_577) } }),
        {
          status: 422,
          expect: {
            message:
              'ConfigMap "big" is invalid: []: Too long: may not be more than 1048576 bytes',
          },
        },
      ),
      post(
        configMaps,
        configMap('huge', { data: { text: 'x'.repeat(3_200_000) } }),
        {
          status: 413,
          expect: { message: 'Request entity too large: limit is 3145728' },
        },
      ),
      post(configMaps, 'no json', { status: 400, compare: ['reason'] }),
      post(configMaps, configMap('x'), {
        type: 'text/plain',
        status: 415,
        compare: ['reason'],
      }),
    ],
  },
  {
    name: 'a Deployment whose selector does not match',
    steps: [
      post(
        deployments,
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'd' },
          spec: {
            selector: { matchLabels: { a: 'b' } },
            template: {
              metadata: { labels: { a: 'c' } },
              spec: { containers: [{ name: 'app', image: 'x' }] },
            },
          },
        },
        {
          status: 422,
          expect: {
            message:
              'Deployment.apps "d" is invalid: spec.template.metadata.labels: Invalid value: {"a":"c"}: `selector` does not match template `labels`',
          },
        },
      ),
    ],
  },
  {
    name: 'generation counts changes of the spec, status has an endpoint of its own',
    steps: [
      post(deployments, deployment('d', 'a:1'), {
        expect: { metadata: { generation: 1 } },
        compare: ['metadata.generation', 'spec.replicas', 'status'],
      }),
      merge(
        `${deployments}/d`,
        { spec: { replicas: 3 }, status: { replicas: 9 } },
        {
          expect: { metadata: { generation: 2 } },
          compare: ['metadata.generation', 'spec.replicas', 'status'],
        },
      ),
      merge(
        `${deployments}/d/status`,
        { spec: { replicas: 5 }, status: { replicas: 3, readyReplicas: 3 } },
        {
          expect: {
            spec: { replicas: 3 },
            status: { replicas: 3, readyReplicas: 3 },
          },
          compare: ['metadata.generation', 'spec.replicas', 'status'],
        },
      ),
      merge(
        `${deployments}/d/status`,
        { status: { readyReplicas: 4 } },
        {
          status: 422,
          expect: {
            message: expect.stringContaining(
              'status.readyReplicas: Invalid value: 4: cannot be greater than status.replicas',
            ),
          },
          compare: ['reason'],
        },
      ),
    ],
  },
  {
    name: 'custom resources: the main endpoint drops the status',
    steps: [
      post(istios, {
        apiVersion: 'sailoperator.io/v1',
        kind: 'Istio',
        metadata: { name: '$ns' },
        spec: { version: 'v1.24', values: { a: { b: 1 } } },
        status: { state: 'Healthy' },
      }),
      merge(`${istios}/$ns/status`, { status: { state: 'Healthy' } }),
      merge(
        `${istios}/$ns`,
        { spec: { version: 'v1.25' }, status: { state: 'Bad' } },
        {
          expect: { metadata: { generation: 2 }, status: { state: 'Healthy' } },
        },
      ),
      { method: 'DELETE', path: `${istios}/$ns`, status: 200 },
    ],
  },
  {
    name: 'pods take topology labels from their node, and stay until grace is over',
    steps: [
      post(
        nodes,
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: {
            name: 'node-$ns',
            labels: {
              'topology.kubernetes.io/region': 'eu',
              'topology.kubernetes.io/zone': 'eu-a',
            },
          },
        },
        { compare: ['metadata.labels'] },
      ),
      post(
        pods,
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p', labels: { app: 'x' } },
          spec: {
            nodeName: 'node-$ns',
            containers: [{ name: 'app', image: 'x' }],
          },
        },
        {
          expect: {
            metadata: {
              labels: {
                app: 'x',
                'topology.kubernetes.io/region': 'eu',
                'topology.kubernetes.io/zone': 'eu-a',
              },
            },
            status: { phase: 'Pending' },
          },
          compare: ['metadata.labels', 'metadata.generation', 'status.phase'],
        },
      ),
      {
        method: 'DELETE',
        path: `${pods}/p`,
        status: 200,
        expect: {
          kind: 'Pod',
          metadata: {
            deletionGracePeriodSeconds: 30,
            deletionTimestamp: '<time>',
          },
        },
        compare: ['metadata.deletionGracePeriodSeconds', 'metadata.generation'],
      },
      { path: `${pods}/p`, status: 200, compare: ['kind'] },
      {
        method: 'DELETE',
        path: `${pods}/p?gracePeriodSeconds=0`,
        status: 200,
        compare: ['kind'],
      },
      { path: `${pods}/p`, status: 404 },
      {
        method: 'DELETE',
        path: `${nodes}/node-$ns`,
        status: 200,
        compare: ['kind'],
      },
    ],
  },
  {
    name: 'services get an address',
    steps: [
      post(
        services,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 's' },
          spec: { selector: { a: 'b' }, ports: [{ port: 80 }] },
        },
        {
          expect: {
            spec: {
              clusterIP: '<ip>',
              clusterIPs: ['<ip>'],
              ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
            },
          },
        },
      ),
      post(services, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'headless' },
        spec: {
          clusterIP: 'None',
          ports: [{ name: 'http', port: 80, targetPort: 'web' }],
        },
      }),
      merge(
        `${services}/s`,
        { spec: { clusterIP: '10.96.77.77' } },
        { status: 422, compare: ['reason'] },
      ),
    ],
  },
  {
    name: 'namespaces: labels, immortal ones, and one on its way out',
    steps: [
      {
        path: '/api/v1/namespaces/$ns',
        status: 200,
        expect: { status: { phase: 'Active' } },
      },
      {
        method: 'DELETE',
        path: '/api/v1/namespaces/default',
        status: 403,
        expect: {
          message:
            'namespaces "default" is forbidden: this namespace may not be deleted',
        },
      },
      merge(
        '/api/v1/namespaces/$ns',
        { metadata: { finalizers: ['example.com/wait'] } },
        { compare: ['metadata.finalizers'] },
      ),
      {
        method: 'DELETE',
        path: '/api/v1/namespaces/$ns',
        status: 200,
        expect: { kind: 'Namespace', status: { phase: 'Terminating' } },
      },
      post(configMaps, configMap('a'), {
        status: 403,
        expect: {
          message:
            'configmaps "a" is forbidden: unable to create new content in namespace $ns because it is being terminated',
          details: { causes: [{ reason: 'NamespaceTerminating' }] },
        },
      }),
    ],
  },
  {
    name: 'dry run changes nothing',
    steps: [
      post(`${configMaps}?dryRun=All`, configMap('a'), { status: 201 }),
      { path: `${configMaps}/a`, status: 404 },
      post(configMaps, configMap('a')),
      merge(
        `${configMaps}/a?dryRun=All`,
        { data: { k: 'v' } },
        {
          expect: {
            data: { k: 'v' },
            metadata: { resourceVersion: '<version 1>' },
          },
        },
      ),
      {
        path: `${configMaps}/a`,
        status: 200,
        expect: { metadata: { resourceVersion: '<version 1>' } },
      },
      post(`${configMaps}?dryRun=Some`, configMap('b'), { status: 422 }),
    ],
  },
  {
    name: 'methods and paths that are not there',
    steps: [
      {
        method: 'POST',
        path: `${configMaps}/a`,
        body: configMap('a'),
        status: 405,
      },
      { method: 'PUT', path: configMaps, body: configMap('a'), status: 405 },
      {
        method: 'POST',
        path: '/api/v1/configmaps',
        body: configMap('a'),
        status: 405,
      },
      {
        path: '/api/v1/nothing',
        status: 404,
        expect: {
          kind: 'Status',
          message: 'the server could not find the requested resource',
        },
      },
      { path: '/apis/apps/v7/deployments', status: 404 },
      { path: '/api/v1/pods/none', status: 404 },
      { path: '/api/v1/namespaces/$ns/nodes', status: 404 },
      { path: `${configMaps}/a/status`, status: 404 },
      {
        path: '/apis/networking.istio.io/v1/virtualservices/v',
        status: 404,
        text: '404 page not found\n',
      },
      {
        method: 'PUT',
        path: virtualServices,
        body: virtualService('v', { hosts: ['a'] }),
        status: 400,
        expect: { message: 'name must be provided' },
      },
      {
        method: 'POST',
        path: '/apis/networking.istio.io/v1/virtualservices',
        body: virtualService('v', { hosts: ['a'] }),
        status: 404,
        text: '404 page not found\n',
      },
      {
        path: '/apis/none.example/v1/things',
        status: 404,
        text: '404 page not found\n',
      },
      {
        path: '/apis/networking.istio.io/v7/virtualservices',
        status: 404,
        text: '404 page not found\n',
      },
    ],
  },
];
