import { answeredSchema } from './answerSchemas';
import { flag, listOf, object, oneOf, ref, Schema, text } from './schema';

const JOINS = [
  'owned',
  'not-injected',
  'conflict',
  'dangling-revision',
  'ambient',
  'unknown',
];

const orUnknown = (schema: Schema) => ({
  oneOf: [schema, oneOf('unknown')],
});

/** Tenants, their namespaces, and one namespace in full. */
export const tenancySchemas = {
  TenancyVerdict: object(
    {
      code: oneOf('free', 'owned-by', 'conflict', 'undecidable'),
      'tenant?': text,
      'tenants?': listOf(text),
      'unowned?': listOf(text),
      'clusters?': listOf(text),
    },
    'Whose a namespace name is, over all clusters.',
  ),
  Isolation: object(
    {
      state: oneOf('isolated', 'partly', 'open', 'outside', 'unknown'),
      mtls: oneOf('STRICT', 'PERMISSIVE', 'DISABLE', 'unknown'),
      stranger: oneOf('refused', 'let-in', 'depends', 'unknown'),
      scope: oneOf('limited', 'everything', 'unknown'),
      quota: orUnknown(flag),
    },
    'How well a namespace of a cluster is closed to others.',
  ),
  TenancyRow: object({
    namespace: text,
    verdict: ref('TenancyVerdict'),
    clusters: listOf(
      object({
        cluster: text,
        'tenant?': text,
        isolation: ref('Isolation'),
        joins: object({
          code: oneOf(...JOINS),
          'revision?': text,
          'tag?': text,
        }),
      }),
    ),
  }),
  TenancyMatrix: object({
    tenants: listOf(
      object({ tenant: text, namespaces: listOf(ref('TenancyRow')) }),
    ),
    unclaimed: listOf(ref('TenancyRow')),
    unseen: {
      ...listOf(text),
      description: 'Clusters whose Namespaces cannot be seen completely.',
    },
  }),
  ControlPlaneKey: object({ cluster: text, namespace: text, deployment: text }),
  NamespaceDetails: object({
    cluster: text,
    namespace: text,
    exists: orUnknown(flag),
    'tenant?': text,
    verdict: ref('TenancyVerdict'),
    labels: listOf(object({ key: text, value: text })),
    owner: ref('WouldOwn'),
    isolation: ref('Isolation'),
    quotas: orUnknown(
      listOf(
        object({
          name: text,
          limits: listOf(object({ resource: text, hard: text, 'used?': text })),
        }),
      ),
    ),
    policies: listOf(ref('ObjectRef')),
    readBy: listOf(
      object({ controlPlane: ref('ControlPlaneKey'), reads: flag }),
    ),
    mergedWithOthers: listOf(ref('ServiceRef')),
  }),
  AnsweredTenancy: answeredSchema('TenancyMatrix'),
  AnsweredNamespace: answeredSchema('NamespaceDetails'),
} satisfies Record<string, Schema>;
