import type { ConformanceCase } from '../ConformanceCase';
import {
  configMap,
  configMaps,
  post,
  virtualService,
  virtualServices,
} from './shorthand';

const three = ['a', 'b', 'c'].map(name =>
  post(
    configMaps,
    configMap(name, {}, { labels: { tier: name === 'a' ? 'x' : 'y', name } }),
  ),
);
const names = (...list: string[]) => list.map(name => ({ metadata: { name } }));

/** Pages, selectors and resourceVersions of lists (reference: real-engine page, section 7.1 and 7.2). */
export const LISTS: readonly ConformanceCase[] = [
  {
    name: 'pages: a continued list, and how many are left',
    steps: [
      ...three,
      {
        path: `${configMaps}?limit=2`,
        status: 200,
        expect: {
          kind: 'ConfigMapList',
          metadata: { remainingItemCount: 1 },
          items: names('a', 'b'),
        },
      },
      post(configMaps, configMap('d')),
      // The list ends with the state it began with; d came later.
      {
        path: `${configMaps}?limit=2`,
        status: 200,
        expect: { items: names('a', 'b') },
      },
      {
        path: `${configMaps}?limit=2&continue=$token`,
        status: 200,
        expect: { items: names('c', 'd') },
      },
    ],
  },
  {
    name: 'a page after a write still belongs to the first state',
    steps: [
      ...three,
      {
        path: `${configMaps}?limit=2`,
        status: 200,
        expect: { items: names('a', 'b') },
      },
      {
        method: 'DELETE',
        path: `${configMaps}/c`,
        status: 200,
        expect: {
          kind: 'Status',
          status: 'Success',
          details: { name: 'c', kind: 'configmaps' },
        },
      },
      {
        path: `${configMaps}?limit=2&continue=$token`,
        status: 200,
        expect: { items: names('c') },
      },
    ],
  },
  {
    name: 'wrong options',
    steps: [
      {
        path: `${configMaps}?continue=zzz`,
        status: 400,
        expect: { reason: 'BadRequest' },
        compare: ['reason', 'code'],
      },
      {
        path: `${configMaps}?resourceVersionMatch=Exact`,
        status: 422,
        expect: {
          message:
            'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
        },
      },
      {
        path: `${configMaps}?resourceVersionMatch=Exact&resourceVersion=0`,
        status: 422,
      },
      {
        path: `${configMaps}?resourceVersionMatch=Other&resourceVersion=1`,
        status: 422,
      },
      { path: `${configMaps}?sendInitialEvents=true`, status: 422 },
      {
        path: `${configMaps}?resourceVersion=abc`,
        status: 400,
        compare: ['reason'],
      },
      {
        path: `${configMaps}?labelSelector=a%20in%20b`,
        status: 400,
        compare: ['reason'],
      },
      {
        path: `${configMaps}?fieldSelector=data.x%3D1`,
        status: 400,
        compare: ['reason'],
      },
    ],
  },
  {
    name: 'label selectors',
    steps: [
      ...three,
      ...(
        [
          ['tier=y', 'b', 'c'],
          ['tier==x', 'a'],
          ['tier!=x,tier', 'b', 'c'],
          ['name in (a,c)', 'a', 'c'],
          ['name notin (a,c),tier', 'b'],
          ['!tier,other=1'],
          ['tier,name=b', 'b'],
        ] as const
      ).map(([selector, ...found]) => ({
        path: `${configMaps}?labelSelector=${encodeURIComponent(selector)}`,
        status: 200,
        expect: { items: names(...found) },
        compare: [],
      })),
    ],
  },
  {
    name: 'field selectors on name and namespace',
    steps: [
      ...three,
      {
        path: `/api/v1/configmaps?fieldSelector=metadata.name%3Da,metadata.namespace%3D$ns`,
        status: 200,
        expect: { items: names('a') },
      },
      {
        path: `${configMaps}?fieldSelector=metadata.name!%3Da,metadata.name!%3Db`,
        status: 200,
        expect: { items: names('c') },
      },
    ],
  },
  {
    name: 'an exact version shows the past',
    steps: [
      post(configMaps, configMap('a')),
      { path: configMaps, status: 200 },
      { method: 'DELETE', path: `${configMaps}/a`, status: 200 },
      { path: configMaps, status: 200, expect: { items: [] } },
      post(configMaps, configMap('b')),
      {
        path: `${configMaps}?resourceVersion=$version&resourceVersionMatch=Exact`,
        status: 200,
        expect: { items: names('b') },
      },
      post(configMaps, configMap('c')),
      {
        path: `${configMaps}?resourceVersion=$version&resourceVersionMatch=NotOlderThan`,
        status: 200,
        expect: { items: names('b', 'c') },
      },
      {
        path: `${configMaps}?resourceVersion=0`,
        status: 200,
        compare: ['kind'],
      },
    ],
  },
  {
    name: 'a version from the future',
    steps: [
      {
        path: `${configMaps}?resourceVersion=999999999`,
        status: 504,
        expect: {
          reason: 'Timeout',
          details: {
            causes: [
              {
                reason: 'ResourceVersionTooLarge',
                message: 'Too large resource version',
              },
            ],
            retryAfterSeconds: 1,
          },
        },
        answerHeaders: { 'retry-after': '1' },
      },
    ],
  },
  {
    name: 'items of built-in and of custom kinds',
    steps: [
      post(configMaps, configMap('a')),
      {
        path: configMaps,
        status: 200,
        expect: { kind: 'ConfigMapList', apiVersion: 'v1' },
      },
      post(virtualServices, virtualService('a', { hosts: ['a'] })),
      {
        path: virtualServices,
        status: 200,
        expect: {
          kind: 'VirtualServiceList',
          apiVersion: 'networking.istio.io/v1',
        },
      },
      {
        path: virtualServices.replace('/v1/', '/v1beta1/'),
        status: 200,
        expect: { apiVersion: 'networking.istio.io/v1beta1' },
      },
    ],
  },
  {
    name: 'only metadata',
    steps: [
      post(configMaps, configMap('a', { data: { k: 'v' } })),
      {
        path: configMaps,
        headers: {
          accept:
            'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
        },
        status: 200,
        expect: { kind: 'PartialObjectMetadataList' },
      },
      {
        path: `${configMaps}/a`,
        headers: {
          accept:
            'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
        },
        status: 200,
        expect: { kind: 'PartialObjectMetadata' },
      },
    ],
  },
  {
    name: 'large answers are compressed when asked',
    steps: [
      ...['a', 'b'].map(name =>
        post(
          configMaps,
          configMap(name, { data: { text: name.repeat(100_000) } }),
          {
            compare: ['metadata'],
          },
        ),
      ),
      {
        path: `${configMaps}/a`,
        headers: { 'accept-encoding': 'gzip' },
        status: 200,
        compare: ['kind'],
      },
      {
        path: configMaps,
        headers: { 'accept-encoding': 'gzip' },
        status: 200,
        answerHeaders: { 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
        compare: ['kind'],
      },
    ],
  },
];

/** Cases that make all versions of the cluster too old. */
export const EXPIRED: readonly ConformanceCase[] = [
  {
    name: 'too old to be continued: 410 with a token that goes on in the present',
    steps: [
      ...three,
      { path: `${configMaps}?limit=1`, status: 200 },
      { expireWatches: true },
      {
        path: `${configMaps}?limit=1&continue=$token`,
        status: 410,
        expect: {
          reason: 'Expired',
          code: 410,
          metadata: { continue: '<token>' },
        },
      },
      {
        path: `${configMaps}?limit=1&continue=$token`,
        status: 200,
        expect: { items: names('b') },
      },
    ],
  },
  {
    name: 'an exact version that is too old',
    steps: [
      post(configMaps, configMap('a')),
      { expireWatches: true },
      {
        path: `${configMaps}?resourceVersion=$version&resourceVersionMatch=Exact`,
        status: 410,
        expect: {
          message: 'The resourceVersion for the provided list is too old.',
          reason: 'Expired',
        },
      },
    ],
  },
  {
    name: 'a watch from a version that is too old: 200 and an ERROR event',
    steps: [
      post(configMaps, configMap('a')),
      { expireWatches: true },
      {
        watch: `${configMaps}?watch=1&resourceVersion=$version`,
        expect: [
          {
            type: 'ERROR',
            object: {
              kind: 'Status',
              status: 'Failure',
              reason: 'Expired',
              code: 410,
            },
          },
        ],
        compare: ['type', 'object.reason', 'object.code', 'object.status'],
      },
    ],
  },
];
