import type { z as zod } from 'zod/v3';

/** Names of the intents that can be planned. */
export const intentSchema = (z: typeof zod) =>
  z
    .enum(['onboard-namespace'])
    .describe('What is to be done. Decides which parameters there are.');

/** Parameters of the intent `onboard-namespace`. */
export const onboardNamespaceSchema = (z: typeof zod) =>
  z
    .object({
      namespace: z
        .string()
        .describe('Name of the namespace, the same in every cluster'),
      tenant: z.string().describe('Name of the catalog group that will own it'),
      clusters: z
        .array(z.string())
        .describe('Clusters, as they are named in the Kubernetes plugin'),
      revision: z
        .string()
        .describe('Revision or tag whose control plane injects the sidecars'),
      quotaTier: z
        .enum(['small', 'medium', 'large'])
        .describe('How much the namespace may use in each cluster'),
    })
    .describe('Parameters of the intent');
