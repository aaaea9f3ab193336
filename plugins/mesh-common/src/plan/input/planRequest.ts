import { z } from 'zod';
import { IntentInputs, IntentName } from '../plan';
import { planInputs } from './planInputs';

/** One intent with input of its shape. @public */
export type IntentRequest = {
  readonly [I in IntentName]: {
    readonly intent: I;
    readonly parameters: IntentInputs[I];
  };
}[IntentName];

/** Input of an intent, or what is missing or of another type in it, each with the path of the field. @public */
export type ParsedRequest =
  | { readonly code: 'valid'; readonly request: IntentRequest }
  | { readonly code: 'unknown-intent' }
  | {
      readonly code: 'malformed';
      readonly problems: readonly {
        readonly path: string;
        readonly message: string;
      }[];
    };

/** Whether there is an intent of this name. @public */
export function isIntentName(name: string): name is IntentName {
  return Object.hasOwn(planInputs, name);
}

/** Takes the input of an intent from answers of unknown shape. Answers that the intent does not know are left out. @public */
export function parsePlanRequest(
  intent: string,
  answers: unknown,
): ParsedRequest {
  if (!isIntentName(intent)) return { code: 'unknown-intent' };
  const schema: z.ZodType = planInputs[intent];
  const parsed = schema.safeParse(answers);
  if (parsed.success) {
    // The schema of an intent gives the input of the same intent: `planInputs` says so for each name.
    const request = { intent, parameters: parsed.data } as IntentRequest;
    return { code: 'valid', request };
  }
  return {
    code: 'malformed',
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    })),
  };
}

/** Why there is no request: the intents that there are, or each field that is missing or of another type. @public */
export function requestProblem(
  intent: string,
  parsed: Exclude<ParsedRequest, { readonly code: 'valid' }>,
): string {
  if (parsed.code === 'unknown-intent') {
    const known = Object.keys(planInputs).join(', ');
    return `There is no intent ${JSON.stringify(intent)}. There are: ${known}.`;
  }
  const problems = parsed.problems.map(({ path, message }) =>
    path === '' ? message : `${path}: ${message}`,
  );
  return `The parameters of ${intent} are not usable. ${problems.join('. ')}`;
}
