import { InputError } from '@backstage/errors';
import {
  parsePlanRequest,
  PlanRequest,
  requestProblem,
} from '@meshwise/backstage-plugin-mesh-common';

/** The plan that is asked for. Throws an `InputError` that names the intent, or each parameter that is missing or of another type. */
export function planRequest(asked: {
  readonly intent: string;
  readonly parameters: unknown;
}): PlanRequest {
  const parsed = parsePlanRequest(asked.intent, asked.parameters);
  if (parsed.code === 'valid') return parsed.request;
  throw new InputError(requestProblem(asked.intent, parsed));
}
