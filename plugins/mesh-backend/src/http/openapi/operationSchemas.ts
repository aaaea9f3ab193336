import {
  planInputs,
  REFUSAL_CODES,
} from '@meshwise/backstage-plugin-mesh-common';
import { z } from 'zod';
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

const intent = oneOf(...Object.keys(planInputs));

/** Input of the intents: `OnboardNamespaceInput` for `onboard-namespace`. */
const inputs = Object.fromEntries(
  Object.entries<z.ZodType>(planInputs).map(([name, input]) => {
    const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input' });
    return [inputName(name), schema as Schema];
  }),
);

function inputName(name: string): string {
  const words = name
    .split('-')
    .map(word => word[0].toUpperCase() + word.slice(1));
  return `${words.join('')}Input`;
}

/** The router checks it by the intent, so that whoever mistypes is told what and where. */
const parameters: Schema = {
  type: 'object',
  description: `Input of the intent: ${Object.keys(inputs).join(', ')}.`,
};

const reason: Schema = { type: 'string', minLength: 1, maxLength: 500 };
const planHash: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const operationClass = oneOf('tenancy', 'failover', 'evacuation', 'trust');
const act = oneOf('create', 'update', 'delete', 'unchanged');

const undo = object({
  code: oneOf('exact', 'not-exactly', 'none'),
  'reason?': text,
});

const closed = (schema: Schema): Schema => ({
  ...schema,
  additionalProperties: false,
});

/** Plans and operations. */
export const operationSchemas = {
  ...inputs,
  PlanRequest: closed(object({ intent, parameters })),
  SubmitRequest: closed(
    object({
      intent,
      parameters,
      planHash,
      idempotencyKey: { type: 'string', minLength: 1, maxLength: 250 },
      'pullRequest?': { type: 'string', pattern: '^https://', maxLength: 500 },
    }),
  ),
  Approval: closed(
    object({
      planHash,
      'fingerprint?': { type: 'string', pattern: '^[0-9A-Fa-f:]{8,11}$' },
    }),
  ),
  Reason: closed(object({ reason })),
  Nothing: closed(object({})),
  ObjectChange: object({
    cluster: text,
    apiVersion: text,
    kind: text,
    namespace: text,
    name: text,
    act,
    fields: listOf(object({ path: text, 'before?': text, 'after?': text })),
    yaml: text,
    'yamlBefore?': text,
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
      'clock-skew',
      'gitops-owned',
    ),
    'object?': text,
    'message?': text,
    'cure?': text,
  }),
  Plan: object({
    intent,
    parameters,
    class: operationClass,
    hash: text,
    summary: text,
    notes: listOf(text),
    effect: { type: 'object', description: 'What the plan means for callers.' },
    'approval?': object({ reason: text }),
    'endsAt?': instant,
    undo,
    changes: listOf(ref('ObjectChange')),
    checks: listOf(ref('TargetCheck')),
    applicable: flag,
    proposable: flag,
    createdAt: instant,
    expiresAt: instant,
  }),
  Refusal: object({
    code: oneOf(...REFUSAL_CODES),
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
        act,
        object: text,
        state: oneOf(
          'waiting',
          'sent',
          'applied',
          'unchanged',
          'failed',
          'compensated',
          'skipped',
        ),
        'message?': text,
        'auditId?': text,
      }),
    ),
  }),
  Operation: object({
    id: text,
    intent,
    class: operationClass,
    summary: text,
    planHash: text,
    requester: text,
    state: oneOf(
      'awaiting-approval',
      'approved',
      'awaiting-merge',
      'applying',
      'verifying',
      'partial',
      'stuck',
      'compensating',
      'done',
      'compensated',
      'accepted-partial',
      'failed',
      'rejected',
      'expired',
    ),
    'approval?': object({
      reason: text,
      requestedAt: instant,
      expiresAt: instant,
      'approver?': text,
      'at?': instant,
    }),
    'endsAt?': instant,
    'pullRequest?': text,
    'undoOf?': text,
    'undoneBy?': text,
    actions: listOf(
      oneOf('approve', 'reject', 'resume', 'undo', 'accept', 'stop'),
    ),
    'plan?': ref('Plan'),
    createdAt: instant,
    updatedAt: instant,
    targets: listOf(ref('OperationTarget')),
    'message?': text,
  }),
  OperationList: object({ items: listOf(ref('Operation')) }),
} satisfies Record<string, Schema>;
