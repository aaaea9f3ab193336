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

const verdict = oneOf('yes', 'no', 'standby', 'unknown');
const path = oneOf('direct', 'gateway', 'local-only');
const share: Schema = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  description:
    'Largest share of a route that goes there now. Absent: nobody can tell.',
};

/** From which cluster a service is reached where, and why not. */
export const reachSchemas = {
  ProxyRef: object({ cluster: text, namespace: text, pod: text }),
  ReachCaller: object(
    {
      namespace: text,
      name: text,
      pods: count,
      client: ref('ProxyRef'),
      visible: {
        ...flag,
        description: 'The service is among what its control plane tells it.',
      },
    },
    'A workload with sidecars.',
  ),
  ReachCell: object({
    to: text,
    verdict,
    path,
    'share?': share,
    'failure?': text,
  }),
  ReachRow: object({
    cluster: text,
    'caller?': ref('ReachCaller'),
    seen: {
      ...flag,
      description: 'All pods that might call were seen.',
    },
    cells: listOf(ref('ReachCell')),
  }),
  ReachCheck: object(
    {
      check: {
        ...text,
        description: 'Number of the check in the reference, section 8.',
      },
      name: text,
      status: oneOf('pass', 'fail', 'warn', 'unknown'),
      text,
      'fix?': text,
      'at?': object({ object: ref('ObjectRef'), field: text }),
    },
    'One check. What could not be seen never passes.',
  ),
  Reach: object({
    verdict,
    path,
    'share?': share,
    'firstFailure?': ref('ReachCheck'),
    checks: listOf(ref('ReachCheck')),
    limited: {
      ...flag,
      description:
        'The client is ambient; what waypoints and receiving gateways do is not traced.',
    },
  }),
  ReachTrace: object({
    to: text,
    reach: object({
      value: ref('Reach'),
      gaps: listOf(ref('Gap')),
      because: listOf(ref('Evidence')),
    }),
  }),
  ReachChoice: object({
    cluster: text,
    'caller?': ref('ReachCaller'),
    callers: listOf(ref('ReachCaller')),
    traces: listOf(ref('ReachTrace')),
  }),
  ReachView: object({
    service: ref('ServiceRef'),
    targets: listOf(text),
    rows: listOf(ref('ReachRow')),
    'chosen?': ref('ReachChoice'),
  }),
  AnsweredReach: answeredSchema('ReachView'),
} satisfies Record<string, Schema>;
