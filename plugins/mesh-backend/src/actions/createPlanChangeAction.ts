import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { planInputs } from '@meshwise/backstage-plugin-mesh-common';
import { planRequest } from '../engine/planRequest';
import type { MeshForUser } from './MeshForUser';
import { total } from './answerSchemas';
import { capped } from './answerText';
import { READ_ONLY } from './readOnly';

/** `mesh:plan-change`: what a change would do. It can be planned here, and never applied or approved. */
export function createPlanChangeAction(
  actionsRegistry: ActionsRegistryService,
  mesh: MeshForUser,
): void {
  actionsRegistry.register({
    name: 'plan-change',
    title: 'Plan a change to the mesh',
    description: `Works out what a change would write in each cluster and what it would do to callers, and lets the API servers try it without storing anything. Writes nothing, and a plan made here cannot be applied from here: a person opens the template in the portal, reads the plan and applies it.\n\n**When to use:** to show a user the effect of a change before they make it. Intents: ${Object.keys(
      planInputs,
    ).join(', ')}.`,
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          intent: z.string().describe('What to do, one of the intents'),
          parameters: z
            .record(z.unknown())
            .describe('Input of the intent, as in its template'),
        }),
      output: z =>
        z.object({
          outcome: z.enum(['planned', 'refused']),
          summary: z.string().optional(),
          applicable: z
            .boolean()
            .optional()
            .describe('Every cluster accepts the plan'),
          needsApproval: z
            .string()
            .optional()
            .describe('Why a second person must approve it'),
          notes: z.array(z.string()),
          total: total(z),
          changes: z.array(
            z.object({
              cluster: z.string(),
              object: z.string(),
              act: z.enum(['create', 'update', 'delete', 'unchanged']),
              fields: z.array(z.string()).describe('Paths of changed fields'),
            }),
          ),
          callers: z
            .array(z.string())
            .describe('Callers whose calls change, before and after'),
          refusals: z.array(
            z.object({
              code: z.string(),
              subject: z.string(),
              message: z.string(),
              cure: z.string(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const result = await mesh(credentials).plan(planRequest(input));
      if (result.code === 'refused') {
        const refusals = result.refusals.map(
          ({ code, subject, message, cure }) => ({
            code,
            subject,
            message,
            cure,
          }),
        );
        const nothing = { notes: [], total: 0, changes: [], callers: [] };
        return {
          output: { outcome: 'refused' as const, ...nothing, refusals },
        };
      }
      const { plan } = result;
      const { items, total: all } = capped(plan.changes);
      return {
        output: {
          outcome: 'planned' as const,
          summary: plan.summary,
          applicable: plan.applicable,
          ...(plan.approval ? { needsApproval: plan.approval.reason } : {}),
          notes: [...plan.notes],
          total: all,
          changes: items.map(
            ({ cluster, kind, namespace, name, act, fields }) => ({
              cluster,
              object: [kind, namespace, name].filter(Boolean).join(' '),
              act,
              fields: fields.map(({ path }) => path),
            }),
          ),
          callers: capped(plan.effect.callers).items.map(
            ({ caller, service, before, after }) =>
              `${caller.cluster}/${caller.namespace} to ${service.namespace}/${service.name}: ${before} -> ${after}`,
          ),
          refusals: [],
        },
      };
    },
  });
}
