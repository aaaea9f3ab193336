import type { ConformanceCase } from '../ConformanceCase';
import {
  apply,
  configMap,
  configMaps,
  deployment,
  deployments,
  istios,
  merge,
  post,
  serviceEntries,
  virtualService,
  virtualServices,
} from './shorthand';

const conflictWith = (manager: string, field: string) => ({
  reason: 'Conflict',
  message: `Apply failed with 1 conflict: conflict with ${manager}: ${field}`,
  details: {
    causes: [
      {
        reason: 'FieldManagerConflict',
        message: `conflict with ${manager}`,
        field,
      },
    ],
  },
});

const serviceEntry = (
  ports: readonly { readonly [key: string]: string | number }[],
) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 's' },
  spec: { hosts: ['a.example'], resolution: 'DNS', ports },
});

/** Server-side apply: who owns what (reference: real-engine page, sections 4, 5 and 7.5). */
export const APPLIES: readonly ConformanceCase[] = [
  {
    name: 'create by apply, and apply the same again',
    steps: [
      apply(
        `${configMaps}/a`,
        'one',
        configMap('a', { data: { k: 'v' } }, { labels: { l: '1' } }),
        { status: 201 },
      ),
      apply(
        `${configMaps}/a`,
        'one',
        configMap('a', { data: { k: 'v' } }, { labels: { l: '1' } }),
        {
          expect: { metadata: { resourceVersion: '<version 1>' } },
        },
      ),
    ],
  },
  {
    name: 'a field of somebody else is a conflict, and force takes it over',
    steps: [
      apply(
        `${configMaps}/a`,
        'one',
        configMap('a', { data: { k: 'v', l: 'w' } }),
        { status: 201 },
      ),
      apply(
        `${configMaps}/a`,
        'two',
        configMap('a', { data: { k: 'other' } }),
        {
          status: 409,
          expect: conflictWith('"one"', '.data.k'),
        },
      ),
      apply(
        `${configMaps}/a`,
        'two',
        configMap('a', { data: { k: 'x', l: 'y' } }),
        {
          status: 409,
          expect: {
            message:
              'Apply failed with 2 conflicts: conflicts with "one":\n- .data.k\n- .data.l',
          },
        },
      ),
      apply(
        `${configMaps}/a`,
        'two',
        configMap('a', { data: { k: 'other' } }),
        { query: '&force=true' },
      ),
      // The first manager does not own the field any more, and asks for its old value.
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { k: 'v' } }), {
        status: 409,
        expect: conflictWith('"two"', '.data.k'),
      }),
    ],
  },
  {
    name: 'the same value may have two owners, and goes with the last of them',
    steps: [
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { k: 'v' } }), {
        status: 201,
      }),
      apply(`${configMaps}/a`, 'two', configMap('a', { data: { k: 'v' } })),
      apply(`${configMaps}/a`, 'one', configMap('a'), {
        expect: { data: { k: 'v' } },
      }),
      apply(`${configMaps}/a`, 'two', configMap('a')),
    ],
  },
  {
    name: 'an item of a keyed list that somebody else owns',
    steps: [
      apply(`${deployments}/d`, 'argocd', deployment('d', 'a:1'), {
        status: 201,
        compare: ['metadata.managedFields'],
      }),
      apply(
        `${deployments}/d`,
        'two',
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'd' },
          spec: {
            template: { spec: { containers: [{ name: 'app', image: 'a:2' }] } },
          },
        },
        {
          status: 409,
          expect: conflictWith(
            '"argocd"',
            '.spec.template.spec.containers[name="app"].image',
          ),
        },
      ),
      apply(
        `${deployments}/d`,
        'two',
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'd' },
          spec: {
            template: {
              spec: { containers: [{ name: 'side', image: 's:1' }] },
            },
          },
        },
        { compare: ['metadata.managedFields'] },
      ),
      apply(
        `${deployments}/d`,
        'two',
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } },
        { compare: ['metadata.managedFields'] },
      ),
    ],
  },
  {
    name: 'a keyed list of a custom resource, and an atomic one',
    steps: [
      apply(
        `${serviceEntries}/s`,
        'one',
        serviceEntry([{ name: 'http', number: 80, protocol: 'HTTP' }]),
        { status: 201 },
      ),
      apply(
        `${serviceEntries}/s`,
        'two',
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          metadata: { name: 's' },
          spec: { ports: [{ name: 'tls', number: 443, protocol: 'TLS' }] },
        },
        {
          expect: {
            spec: {
              ports: [
                { name: 'http', number: 80 },
                { name: 'tls', number: 443 },
              ],
            },
          },
        },
      ),
      apply(
        `${serviceEntries}/s`,
        'two',
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          metadata: { name: 's' },
          spec: { hosts: ['b.example'] },
        },
        { status: 409, expect: conflictWith('"one"', '.spec.hosts') },
      ),
      apply(
        `${serviceEntries}/s`,
        'one',
        serviceEntry([{ name: 'grpc', number: 90, protocol: 'GRPC' }]),
      ),
    ],
  },
  {
    name: 'an update takes fields over without asking',
    steps: [
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { k: 'v' } }), {
        status: 201,
      }),
      merge(`${configMaps}/a?fieldManager=editor`, {
        data: { k: 'w', n: '1' },
      }),
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { k: 'v' } }), {
        status: 409,
        expect: conflictWith('"editor" using v1', '.data.k'),
      }),
      merge(`${configMaps}/a?fieldManager=editor`, { data: { k: null } }),
    ],
  },
  {
    name: 'fields nobody declared: a server error, with or without Strict',
    steps: [
      ...['', '&fieldValidation=Strict'].map(query =>
        apply(
          `${virtualServices}/bad`,
          'one',
          virtualService('bad', { hosts: ['a'], http: [{ rout: [] }] }),
          {
            query,
            status: 500,
            expect: {
              message:
                'failed to create typed patch object (/bad; networking.istio.io/v1, Kind=VirtualService): .spec.http[0].rout: field not declared in schema',
            },
          },
        ),
      ),
      apply(`${configMaps}/a`, 'one', configMap('a', { dta: {} }), {
        status: 500,
        expect: {
          message:
            'failed to create typed patch object (/a; /v1, Kind=ConfigMap): .dta: field not declared in schema',
        },
      }),
      apply(
        `${virtualServices}/bad`,
        'one',
        virtualService('bad', {
          hosts: ['a'],
          http: [{ route: [{ destination: { host: 'a' }, weight: 'much' }] }],
        }),
        {
          status: 500,
          expect: {
            message:
              'failed to create typed patch object (/bad; networking.istio.io/v1, Kind=VirtualService): .spec.http[0].route[0].weight: expected numeric (int or float), got string',
          },
        },
      ),
    ],
  },
  {
    name: 'conditions and wrong options of an apply',
    steps: [
      {
        method: 'PATCH',
        path: `${configMaps}/a`,
        type: 'application/apply-patch+yaml',
        body: configMap('a'),
        status: 422,
        expect: {
          message:
            'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
        },
      },
      apply(`${configMaps}/a`, 'one', configMap('a'), { status: 201 }),
      apply(
        `${configMaps}/a`,
        'one',
        configMap('a', { data: { k: 'v' } }, { resourceVersion: '1' }),
        {
          status: 409,
          expect: {
            message:
              'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
          },
        },
      ),
      apply(`${configMaps}/a`, 'one', configMap('a', {}, { uid: 'abc' }), {
        status: 422,
        expect: {
          message: expect.stringContaining(
            'metadata.uid: Invalid value: "abc": field is immutable',
          ),
        },
        compare: ['reason'],
      }),
      apply(`${configMaps}/pw-fail`, 'one', configMap('pw'), {
        status: 400,
        expect: {
          message:
            'the name of the object (pw) does not match the name on the URL (pw-fail)',
        },
      }),
      apply(
        `${configMaps}/a`,
        'one',
        configMap('a', {}, { managedFields: [{ manager: 'x' }] }),
        { status: 400 },
      ),
      apply(`${configMaps}/new`, 'one', configMap('new', {}, { uid: 'abc' }), {
        status: 409,
      }),
    ],
  },
  {
    name: 'a dry run of an apply: the merged object at its old version',
    steps: [
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { k: 'v' } }), {
        status: 201,
      }),
      apply(`${configMaps}/a`, 'two', configMap('a', { data: { k: 'w' } }), {
        query: '&dryRun=All&force=true',
        expect: {
          data: { k: 'w' },
          metadata: { resourceVersion: '<version 1>' },
        },
      }),
      { path: `${configMaps}/a`, status: 200, expect: { data: { k: 'v' } } },
    ],
  },
  {
    name: 'a status that is applied again loses what is left out',
    steps: [
      apply(
        `${istios}/$ns`,
        'one',
        {
          apiVersion: 'sailoperator.io/v1',
          kind: 'Istio',
          metadata: { name: '$ns' },
          spec: { version: 'v1', values: { a: { b: 1 } } },
        },
        { status: 201 },
      ),
      apply(
        `${istios}/$ns/status`,
        'operator',
        {
          apiVersion: 'sailoperator.io/v1',
          kind: 'Istio',
          metadata: { name: '$ns' },
          status: { state: 'Healthy', revisions: { total: 1 } },
        },
        { expect: { status: { state: 'Healthy' } } },
      ),
      apply(
        `${istios}/$ns/status`,
        'operator',
        {
          apiVersion: 'sailoperator.io/v1',
          kind: 'Istio',
          metadata: { name: '$ns' },
          status: { revisions: { total: 2 } },
        },
        { expect: { status: { revisions: { total: 2 } } } },
      ),
      { method: 'DELETE', path: `${istios}/$ns`, status: 200 },
    ],
  },
  {
    name: 'labels and finalizers of two managers',
    steps: [
      apply(
        '/api/v1/namespaces/$ns',
        'backstage-mesh-tenancy',
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: '$ns',
            labels: {
              'istio.io/rev': 'stable',
              'meshwise.io/tenant': 'team-a',
            },
          },
        },
        { compare: ['metadata.labels'] },
      ),
      apply(
        '/api/v1/namespaces/$ns',
        'other',
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: '$ns', labels: { 'istio.io/rev': 'canary' } },
        },
        {
          status: 409,
          expect: conflictWith(
            '"backstage-mesh-tenancy"',
            '.metadata.labels.istio.io/rev',
          ),
        },
      ),
      apply(
        '/api/v1/namespaces/$ns',
        'backstage-mesh-tenancy',
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '$ns' } },
        { compare: ['metadata.labels'] },
      ),
      apply(
        `${configMaps}/f`,
        'one',
        configMap('f', {}, { finalizers: ['example.com/a'] }),
        { status: 201 },
      ),
      apply(
        `${configMaps}/f`,
        'two',
        configMap('f', {}, { finalizers: ['example.com/b'] }),
      ),
      apply(`${configMaps}/f`, 'one', configMap('f')),
      merge(`${configMaps}/f`, { metadata: { finalizers: [] } }),
    ],
  },
  {
    name: 'applying YAML',
    steps: [
      {
        method: 'PATCH',
        path: `${configMaps}/yaml?fieldManager=one`,
        type: 'application/apply-patch+yaml',
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  k: "1"\n',
        status: 201,
      },
      // YAML 1.1: an unquoted y is true.
      {
        method: 'PATCH',
        path: `${configMaps}/y?fieldManager=one`,
        type: 'application/apply-patch+yaml',
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: y\n',
        status: 500,
        expect: {
          message:
            'failed to create typed patch object (/; /v1, Kind=ConfigMap): .metadata.name: expected string, got &value.valueUnstructured{Value:true}',
        },
      },
      // One mistake at a time: the real server lists several in no order, and may stop at the first unknown field.
      ...(
        [
          [{ hosts: 'a' }, '.spec.hosts: expected list, got &{a}'],
          [{ http: { a: 1 } }, '.spec.http: expected list, got &{map[a:1]}'],
          [{ zzz: 1 }, '.spec.zzz: field not declared in schema'],
        ] as const
      ).map(([spec, problem]) =>
        apply(
          `${virtualServices}/n`,
          'one',
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'VirtualService',
            spec,
          },
          {
            status: 500,
            expect: {
              message: `failed to create typed patch object (/; networking.istio.io/v1, Kind=VirtualService): ${problem}`,
            },
          },
        ),
      ),
      ...(
        [
          [
            { type: 5 },
            '.spec.type: expected string, got &value.valueUnstructured{Value:5}',
          ],
          [{ selector: [] }, '.spec.selector: expected map, got &{[]}'],
          [
            { ports: [{ port: 80, weird: 1 }] },
            '.spec.ports[port=80,protocol="TCP"].weird: field not declared in schema',
          ],
        ] as const
      ).map(([spec, problem]) =>
        apply(
          '/api/v1/namespaces/$ns/services/n',
          'one',
          { apiVersion: 'v1', kind: 'Service', metadata: { name: 'n' }, spec },
          {
            status: 500,
            expect: {
              message: `failed to create typed patch object (/n; /v1, Kind=Service): ${problem}`,
            },
          },
        ),
      ),
      apply(
        `${configMaps}/n`,
        'one',
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'n', foo: 1 },
        },
        {
          status: 500,
          expect: {
            message:
              'failed to create typed patch object (/n; /v1, Kind=ConfigMap): .metadata.foo: field not declared in schema',
          },
        },
      ),
      apply(
        `${virtualServices}/n`,
        'one',
        { kind: 'VirtualService' },
        {
          status: 400,
          expect: { message: 'invalid object type: /, Kind=VirtualService' },
        },
      ),
      post(
        configMaps,
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: z\n',
        { type: 'application/yaml' },
      ),
    ],
  },
];
