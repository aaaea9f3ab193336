import { z } from 'zod';

const ready = z.number().int().nonnegative();

/** One step of a change in a folder's `scenario.yaml`. */
export const changeStep = z.union([
  z.object({
    apply: z.object({
      cluster: z.string(),
      object: z.record(z.string(), z.unknown()),
    }),
  }),
  z.object({
    delete: z.object({
      cluster: z.string(),
      apiVersion: z.string(),
      kind: z.string(),
      namespace: z.string().default(''),
      name: z.string(),
    }),
  }),
  z.object({
    relabel: z.object({
      cluster: z.string(),
      apiVersion: z.string().optional(),
      kind: z.string(),
      namespace: z.string().default(''),
      name: z.string(),
      labels: z.record(z.string(), z.string().nullable()),
    }),
  }),
  z.object({
    remesh: z.object({
      cluster: z.string(),
      mesh: z.record(z.string(), z.unknown()),
    }),
  }),
  z.object({
    lose: z.union([
      z.object({ cluster: z.string() }),
      z.object({ locality: z.string() }),
      z.object({
        service: z.object({ namespace: z.string(), name: z.string() }),
        in: z.string().optional(),
        ready: ready.default(0),
      }),
    ]),
    as: z.enum(['D1', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8']),
  }),
]);

/** One step of a change in a folder's `scenario.yaml`. */
export type ChangeStep = z.infer<typeof changeStep>;
