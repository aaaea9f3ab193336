import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { PlanResult } from '@meshwise/backstage-plugin-mesh-common';
import { MeshAccess, meshOf } from './meshOf';
import { examples } from './plan.examples';
import { printable } from './printable';
import { requestInput, requestOf } from './requestInput';

/** `mesh:plan`: what an intent would change. Reads only. */
export function createPlanAction(access: MeshAccess) {
  return createTemplateAction({
    id: 'mesh:plan',
    description:
      'Works out what a change to the mesh would write in each cluster, and lets the API servers try it. Writes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: requestInput,
      output: {
        planHash: z =>
          z.string().describe('Identifies the plan for mesh:submit'),
        summary: z => z.string().describe('The plan in one sentence'),
        applicable: z => z.boolean().describe('Every cluster accepts the plan'),
        proposable: z =>
          z
            .boolean()
            .describe(
              'The plan may become a pull request; the only way if it is not applicable',
            ),
        needsApproval: z =>
          z.boolean().describe('A second person must approve the plan'),
        changes: z =>
          z
            .array(
              z.object({
                cluster: z.string(),
                kind: z.string(),
                namespace: z.string(),
                name: z.string(),
                act: z.enum(['create', 'update', 'delete', 'unchanged']),
              }),
            )
            .describe('Objects, in the order in which they are written'),
      },
    },
    async handler(ctx) {
      const { plan } = expectPlan(
        await meshOf(access, ctx).plan(requestOf(ctx.input)),
      );
      ctx.logger.info(printable(plan.summary));
      for (const note of plan.notes) ctx.logger.info(printable(note));
      for (const check of plan.checks) {
        if (check.code === 'ready') continue;
        const { cluster, object, message, cure } = check;
        ctx.logger.warn(
          printable(`${cluster}: ${object}: ${message}. ${cure}`),
        );
      }
      ctx.output('planHash', plan.hash);
      ctx.output('summary', plan.summary);
      ctx.output('applicable', plan.applicable);
      ctx.output('proposable', plan.proposable);
      ctx.output('needsApproval', plan.approval !== undefined);
      ctx.output(
        'changes',
        plan.changes.map(({ cluster, kind, namespace, name, act }) => ({
          cluster,
          kind,
          namespace,
          name,
          act,
        })),
      );
    },
  });
}

/** Throws the refusals as what they are: wrong input. */
export function expectPlan(
  result: PlanResult,
): Extract<PlanResult, { readonly code: 'planned' }> {
  if (result.code === 'planned') return result;
  const reasons = result.refusals.map(
    ({ subject, message, cure }) => `${subject}: ${message}. ${cure}`,
  );
  throw new InputError(printable(reasons.join(' ')));
}
