import { answeredSchema } from './answerSchemas';
import {
  count,
  flag,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

const port = object({ name: text, number: count });

/** A service across clusters, and the entities that stand for it. */
export const serviceSchemas = {
  ServiceRef: object({ namespace: text, name: text }),
  EntityServices: object({
    entityRef: text,
    linkedBy: oneOf('meshwise.io/service', 'backstage.io/kubernetes', 'none'),
    services: listOf(ref('ServiceRef')),
    problems: listOf(text),
  }),
  ServiceEndpoint: object({
    cluster: text,
    'pod?': text,
    'node?': text,
    address: text,
    ports: listOf(port),
    health: oneOf('healthy', 'unhealthy', 'draining', 'terminating'),
    locality: text,
    network: text,
    'revision?': text,
    mtls: flag,
  }),
  ClusterEndpoints: object({
    cluster: text,
    defined: { oneOf: [flag, oneOf('unknown')] },
    knowledge: oneOf('complete', 'stale', 'unknown'),
    networks: listOf(text),
    ready: count,
    total: count,
    localities: listOf(object({ locality: text, ready: count, total: count })),
    endpoints: listOf(ref('ServiceEndpoint')),
    ports: listOf(object({ name: text, number: count, protocol: text })),
  }),
  MergedEndpoints: object({
    service: ref('ServiceRef'),
    clusters: listOf(ref('ClusterEndpoints')),
    without: listOf(text),
  }),
  WouldOwn: object({
    code: oneOf(
      'owned',
      'not-injected',
      'conflict',
      'dangling-revision',
      'ambient',
      'unknown',
    ),
    'controlPlane?': ref('ControlPlaneRef'),
    'tag?': text,
    'webhook?': ref('ObjectRef'),
    'webhooks?': listOf(ref('ObjectRef')),
    'revision?': text,
    'reason?': text,
  }),
  OwnedPods: object({
    'revision?': text,
    'proxyVersion?': text,
    'controlPlane?': ref('ControlPlaneRef'),
    pods: listOf(text),
    pendingRestart: flag,
  }),
  ClusterGovernance: object({
    cluster: text,
    wouldOwn: ref('WouldOwn'),
    owns: listOf(ref('OwnedPods')),
    'configCluster?': text,
  }),
  Governance: object({
    service: ref('ServiceRef'),
    clusters: listOf(ref('ClusterGovernance')),
  }),
  Contact: object({ entityRef: text, ownerRefs: listOf(text) }),
  ServiceView: object({
    service: ref('ServiceRef'),
    endpoints: ref('MergedEndpoints'),
    governance: ref('Governance'),
    positions: listOf(ref('ClusterPosition')),
    contacts: { type: 'object', additionalProperties: ref('Contact') },
  }),
  AnsweredService: answeredSchema('ServiceView'),
} satisfies Record<string, Schema>;
