import {
  count,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

const SYNC_STATES = [
  'synced',
  'syncing',
  'timeout',
  'auth',
  'forbidden',
  'misbehaving',
  'not-installed',
];

/** What comes with every answer: evidence, gaps and age. */
export const answerSchemas = {
  ObjectRef: object({
    cluster: text,
    kind: text,
    namespace: { ...text, description: 'Empty for cluster-scoped kinds.' },
    name: text,
  }),
  Evidence: object(
    { object: ref('ObjectRef'), field: text, 'found?': text, source: text },
    'The object, and the field in it, that decided something.',
  ),
  Gap: object(
    {
      cluster: text,
      kind: text,
      state: oneOf(
        'syncing',
        'timeout',
        'auth',
        'forbidden',
        'misbehaving',
        'unreadable',
      ),
      since: instant,
      'object?': text,
      'reason?': text,
    },
    'Something that could not be read and may change the answer.',
  ),
  ClusterFreshness: object({
    name: text,
    state: oneOf(...SYNC_STATES, 'sign-in'),
    'lastSeen?': instant,
    since: instant,
    'reason?': text,
  }),
  Freshness: object({
    now: instant,
    'asOf?': instant,
    clusters: listOf(ref('ClusterFreshness')),
  }),
  KindSync: object({
    kind: text,
    state: oneOf(...SYNC_STATES),
    since: instant,
    'asOf?': instant,
    'listedAt?': instant,
    'reason?': text,
    'objects?': {
      ...count,
      description: 'Absent where nothing was ever listed. Absent is not zero.',
    },
    unreadable: listOf(object({ object: text, problem: text })),
  }),
  Error: object({
    error: object({ name: text, message: text }),
    'request?': object({ method: text, url: text }),
    response: object({ statusCode: count }),
  }),
} satisfies Record<string, Schema>;

/** A part of a view that rests on evidence and gaps of its own. */
export function partSchema(value: Schema): Schema {
  return object({
    value,
    gaps: listOf(ref('Gap')),
    because: listOf(ref('Evidence')),
    'asOf?': instant,
  });
}

/** An answer whose value is the named schema. */
export function answeredSchema(value: string): Schema {
  return object({
    value: ref(value),
    gaps: listOf(ref('Gap')),
    because: listOf(ref('Evidence')),
    'asOf?': instant,
    freshness: ref('Freshness'),
    partial: {
      ...flag,
      description: 'Gaps may change the value.',
    },
  });
}
