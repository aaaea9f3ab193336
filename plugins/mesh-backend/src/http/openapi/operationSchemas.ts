import {
  flag,
  instant,
  listOf,
  object,
  oneOf,
  ref,
  Schema,
  text,
} from './schema';

/** Longer than any valid value, so that an invalid one is refused with its reason and not as a malformed request. */
const input: Schema = { type: 'string', maxLength: 500 };

const parameters: Schema = {
  ...object(
    {
      namespace: input,
      tenant: input,
      clusters: { ...listOf(input), maxItems: 200 },
      revision: input,
      quotaTier: input,
    },
    'Parameters of the intent onboard-namespace.',
  ),
  additionalProperties: false,
};

const intent = oneOf('onboard-namespace');

/** Plans and operations. */
export const operationSchemas = {
  OnboardNamespaceInput: parameters,
  PlanRequest: {
    ...object({ intent, parameters: ref('OnboardNamespaceInput') }),
    additionalProperties: false,
  },
  SubmitRequest: {
    ...object({
      intent,
      parameters: ref('OnboardNamespaceInput'),
      planHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      idempotencyKey: { type: 'string', minLength: 1, maxLength: 250 },
    }),
    additionalProperties: false,
  },
  ObjectChange: object({
    cluster: text,
    apiVersion: text,
    kind: text,
    namespace: text,
    name: text,
    act: oneOf('create', 'update', 'unchanged'),
    fields: listOf(object({ path: text, 'before?': text, 'after?': text })),
    yaml: text,
  }),
  TargetCheck: object({
    cluster: text,
    code: oneOf(
      'ready',
      'conflict',
      'rejected',
      'not-allowed',
      'unreachable',
      'not-writable',
    ),
    'object?': text,
    'message?': text,
    'cure?': text,
  }),
  Plan: object({
    intent,
    parameters: ref('OnboardNamespaceInput'),
    hash: text,
    summary: text,
    notes: listOf(text),
    changes: listOf(ref('ObjectChange')),
    checks: listOf(ref('TargetCheck')),
    applicable: flag,
    createdAt: instant,
    expiresAt: instant,
  }),
  Refusal: object({
    code: oneOf(
      'invalid-input',
      'protected-namespace',
      'owned-by-other-tenant',
      'unclaimed-namespace-exists',
      'ownership-undecidable',
      'unknown-cluster',
      'cluster-not-writable',
      'unknown-revision',
      'unknown-tenant',
    ),
    subject: text,
    message: text,
    cure: text,
    because: listOf(ref('Evidence')),
    gaps: listOf(ref('Gap')),
  }),
  PlanResult: {
    oneOf: [
      object({ code: oneOf('planned'), plan: ref('Plan') }),
      object({ code: oneOf('refused'), refusals: listOf(ref('Refusal')) }),
    ],
  },
  OperationTarget: object({
    cluster: text,
    state: oneOf('waiting', 'applying', 'done', 'failed'),
    items: listOf(
      object({
        object: text,
        state: oneOf('waiting', 'applied', 'unchanged', 'failed'),
        'message?': text,
      }),
    ),
  }),
  Operation: object({
    id: text,
    intent,
    summary: text,
    planHash: text,
    requester: text,
    state: oneOf('applying', 'verifying', 'done', 'partial', 'failed'),
    createdAt: instant,
    updatedAt: instant,
    targets: listOf(ref('OperationTarget')),
    'message?': text,
  }),
  OperationList: object({ items: listOf(ref('Operation')) }),
} satisfies Record<string, Schema>;
