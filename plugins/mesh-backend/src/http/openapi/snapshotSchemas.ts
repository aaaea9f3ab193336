import { answeredSchema } from './answerSchemas';
import {
  count,
  instant,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

/** The part of the fleet that decides about one service, for a browser that asks what if. */
export const snapshotSchemas = {
  CallerWorkload: object({ name: text, pods: count, client: ref('ProxyRef') }),
  CallerGroup: object(
    {
      cluster: text,
      locality: text,
      namespace: text,
      revision: text,
      controlPlane: object({
        cluster: text,
        namespace: text,
        deployment: text,
      }),
      sidecar: text,
      pods: count,
      client: ref('ProxyRef'),
      workloads: listOf(ref('CallerWorkload')),
    },
    'Callers that their control plane treats alike; one pod stands for all.',
  ),
  WireKind: object({
    kind: text,
    coverage: object({
      state: oneOf(
        'synced',
        'syncing',
        'timeout',
        'auth',
        'forbidden',
        'misbehaving',
        'not-installed',
      ),
      since: instant,
      'asOf?': instant,
      'listedAt?': instant,
      'reason?': text,
    }),
    records: {
      ...listOf({ type: 'object' }),
      description:
        'Decoded records; only fields that a rule reads, never a secret. Maps are {"$map": [[key, value]]}, sets {"$set": [value]}, what is absent {"$absent": true}.',
    },
    unreadable: listOf(
      object({
        code: oneOf('unreadable'),
        namespace: text,
        name: text,
        field: text,
        problem: text,
      }),
    ),
  }),
  WireSnapshot: object({
    at: instant,
    clusters: listOf(object({ name: text, kinds: listOf(ref('WireKind')) })),
  }),
  ServiceSnapshot: object({
    service: ref('ServiceRef'),
    callers: listOf(ref('CallerGroup')),
    snapshot: ref('WireSnapshot'),
  }),
  AnsweredSnapshot: answeredSchema('ServiceSnapshot'),
} satisfies Record<string, Schema>;
