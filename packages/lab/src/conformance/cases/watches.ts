import type { ConformanceCase } from '../ConformanceCase';
import {
  configMap,
  configMaps,
  merge,
  post,
  virtualService,
  virtualServices,
} from './shorthand';

const streaming =
  'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';

/** Streams of events (reference: real-engine page, section 7.1). */
export const WATCHES: readonly ConformanceCase[] = [
  {
    name: 'without a version: all there is, and then what happens',
    steps: [
      post(configMaps, configMap('a')),
      {
        watch: `${configMaps}?watch=1`,
        events: 4,
        during: [
          post(configMaps, configMap('b')),
          merge(`${configMaps}/b`, { data: { k: 'v' } }),
          { method: 'DELETE', path: `${configMaps}/b`, status: 200 },
        ],
        expect: [
          {
            type: 'ADDED',
            object: { kind: 'ConfigMap', metadata: { name: 'a' } },
          },
          {
            type: 'ADDED',
            object: { apiVersion: 'v1', metadata: { name: 'b' } },
          },
          { type: 'MODIFIED', object: { data: { k: 'v' } } },
          { type: 'DELETED', object: { data: { k: 'v' } } },
        ],
      },
    ],
  },
  {
    name: 'without a version, with bookmarks: a mark after all there is',
    steps: [
      post(configMaps, configMap('a')),
      {
        watch: `${configMaps}?watch=1&allowWatchBookmarks=true`,
        events: 2,
        expect: [
          { type: 'ADDED', object: { metadata: { name: 'a' } } },
          {
            type: 'BOOKMARK',
            object: {
              metadata: {
                annotations: { 'k8s.io/initial-events-end': 'true' },
              },
            },
          },
        ],
      },
    ],
  },
  {
    name: 'from a version: only what came after it',
    steps: [
      post(configMaps, configMap('a')),
      post(configMaps, configMap('b')),
      {
        watch: `${configMaps}?watch=1&resourceVersion=$version`,
        events: 1,
        during: [post(configMaps, configMap('c'))],
        expect: [{ type: 'ADDED', object: { metadata: { name: 'c' } } }],
      },
    ],
  },
  {
    name: 'streaming list: initial events, then a bookmark that says so',
    steps: [
      post(virtualServices, virtualService('a', { hosts: ['a'] })),
      {
        watch: `${virtualServices}?${streaming}`,
        events: 2,
        expect: [
          { type: 'ADDED', object: { metadata: { name: 'a' } } },
          {
            type: 'BOOKMARK',
            object: {
              kind: 'VirtualService',
              apiVersion: 'networking.istio.io/v1',
              metadata: {
                annotations: { 'k8s.io/initial-events-end': 'true' },
              },
            },
          },
        ],
        compare: [
          'type',
          'object.kind',
          'object.apiVersion',
          'object.metadata.annotations',
          'object.metadata.name',
        ],
      },
    ],
  },
  {
    name: 'streaming list without the match',
    steps: [
      {
        path: `${configMaps}?watch=1&sendInitialEvents=true&allowWatchBookmarks=true`,
        status: 422,
        expect: {
          message:
            'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        },
      },
    ],
  },
  {
    name: 'timeoutSeconds: a clean end, without a word',
    steps: [
      post(configMaps, configMap('a')),
      {
        watch: `${configMaps}?watch=1&resourceVersion=$version&timeoutSeconds=1`,
        expect: [],
      },
    ],
  },
  {
    name: 'a version from the future: silence until the end',
    steps: [
      {
        watch: `${configMaps}?watch=1&resourceVersion=999999999&timeoutSeconds=2`,
        during: [post(configMaps, configMap('a'))],
        expect: [],
      },
    ],
  },
  {
    name: 'a version that is none',
    steps: [{ path: `${configMaps}?watch=1&resourceVersion=abc`, status: 500 }],
  },
  {
    name: 'what leaves the selection is deleted, what enters it is added',
    steps: [
      post(configMaps, configMap('a', {}, { labels: { on: 'yes' } })),
      {
        watch: `${configMaps}?watch=1&resourceVersion=$version&labelSelector=on%3Dyes`,
        events: 3,
        during: [
          merge(`${configMaps}/a`, { metadata: { labels: { on: 'no' } } }),
          merge(`${configMaps}/a`, { metadata: { labels: { on: 'yes' } } }),
          post(configMaps, configMap('b')),
          merge(`${configMaps}/a`, { data: { k: 'v' } }),
        ],
        expect: [
          { type: 'DELETED', object: { metadata: { name: 'a' } } },
          { type: 'ADDED', object: { metadata: { name: 'a' } } },
          { type: 'MODIFIED', object: { metadata: { name: 'a' } } },
        ],
      },
    ],
  },
  {
    name: 'an open watch outlives the rights of its reader',
    steps: [
      {
        as: 'reader',
        watch: '/api/v1/namespaces/$ns/services?watch=1',
        events: 1,
        during: [
          merge(
            '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/reader',
            { subjects: [] },
            { compare: ['kind'] },
          ),
          {
            as: 'reader',
            path: '/api/v1/namespaces/$ns/services',
            status: 403,
            // An API server's authorizer hears of a changed binding a moment later.
            until: status => status === 403,
          },
          post(
            '/api/v1/namespaces/$ns/services',
            {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 's' },
              spec: { ports: [{ port: 80 }] },
            },
            { compare: ['kind'] },
          ),
          merge(
            '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/reader',
            {
              subjects: [
                {
                  kind: 'ServiceAccount',
                  name: 'reader',
                  namespace: 'conformance',
                },
              ],
            },
            { compare: ['kind'] },
          ),
        ],
        expect: [{ type: 'ADDED', object: { metadata: { name: 's' } } }],
        compare: ['type', 'object.metadata.name'],
      },
    ],
  },
];
