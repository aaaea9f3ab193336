import { InputError } from '@backstage/errors';
import {
  parsePlanRequest,
  planInputs,
  PlanRequest,
  requestProblem,
} from '@meshwise/backstage-plugin-mesh-common';
import type { z as zod } from 'zod/v3';
import { printable } from './printable';

/** Input of the actions that take an intent. Its parameters are described in one place for all, in mesh-common. */
export const requestInput = {
  intent: (z: typeof zod) =>
    z
      .string()
      .describe(
        `What is to be done: ${Object.keys(planInputs).join(
          ', ',
        )}. Decides which parameters there are.`,
      ),
  parameters: (z: typeof zod) =>
    z
      .record(z.unknown())
      .describe('Parameters of the intent; see the examples'),
};

/** The request that an action was given. Throws `InputError` that names each field which is missing or of another type. */
export function requestOf(input: {
  readonly intent: string;
  readonly parameters: unknown;
}): PlanRequest {
  const parsed = parsePlanRequest(input.intent, input.parameters);
  if (parsed.code === 'valid') return parsed.request;
  throw new InputError(printable(requestProblem(input.intent, parsed)));
}
