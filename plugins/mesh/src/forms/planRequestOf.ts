import {
  OnboardNamespaceInput,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { z } from 'zod';

const onboardNamespace: z.ZodType<OnboardNamespaceInput> = z.object({
  namespace: z.string().min(1),
  tenant: z.string().min(1),
  clusters: z.array(z.string()).min(1),
  revision: z.string().min(1),
  quotaTier: z.enum(['small', 'medium', 'large']),
});

const REQUESTS: z.ZodType<PlanRequest> = z.object({
  intent: z.literal('onboard-namespace'),
  parameters: onboardNamespace,
});

/** Takes the question for a plan from the answers of a form. `undefined` while answers are missing; other answers are left out. */
export function planRequestOf(
  intent: string,
  answers: unknown,
): PlanRequest | undefined {
  const parsed = REQUESTS.safeParse({ intent, parameters: answers });
  return parsed.success ? parsed.data : undefined;
}
