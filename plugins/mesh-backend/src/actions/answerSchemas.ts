import type { ActionsRegistryActionOptions } from '@backstage/backend-plugin-api/alpha';

/** The schema library that the registry hands in. */
type Z = Parameters<
  ActionsRegistryActionOptions<never, never>['schema']['input']
>[0];

/** Age of every answer. */
export const ageSchema = (z: Z) => ({
  asOf: z
    .string()
    .nullable()
    .describe(
      'Age of the oldest data that mattered, ISO 8601; null if nothing was ever seen',
    ),
  partial: z
    .boolean()
    .describe(
      'True if what could not be seen may change the answer: then say "at least" or "unknown", never "none"',
    ),
  notSeen: z
    .array(
      z.object({
        cluster: z.string(),
        state: z.string().describe('e.g. timeout, auth, forbidden'),
        reason: z.string().optional(),
      }),
    )
    .describe('Clusters whose current state is not known'),
});

/** A service across clusters. */
export const serviceInput = (z: Z) => ({
  namespace: z
    .string()
    .describe('Namespace of the service, the same in every cluster'),
  name: z.string().describe('Name of the Kubernetes Service'),
});

/** Length of a list before it was cut. */
export const total = (z: Z) =>
  z
    .number()
    .int()
    .describe('Number of items in all; only the first 100 are listed');
