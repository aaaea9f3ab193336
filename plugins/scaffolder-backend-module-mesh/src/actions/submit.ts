import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { MeshAccess, meshOf } from './meshOf';
import { expectPlan } from './plan';
import { printable } from './printable';
import { requestInput, requestOf } from './requestInput';
import { examples } from './submit.examples';

/** What stands for the operation in a dry run. */
export const DRY_RUN_OPERATION = 'dry-run';

/** `mesh:submit`: begins to apply a plan that was shown. */
export function createSubmitAction(access: MeshAccess) {
  return createTemplateAction({
    id: 'mesh:submit',
    description:
      'Begins to apply a plan that its requester has seen. Refuses if the clusters have changed since. Does not wait; use mesh:wait.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...requestInput,
        planHash: z => z.string().describe('Hash of the plan that was shown'),
        pullRequest: z =>
          z
            .string()
            .url()
            .optional()
            .describe(
              'Address of a pull request that holds the files of mesh:render. Nothing is written then; the operation ends when the clusters show the objects',
            ),
      },
      output: {
        operationId: z => z.string().describe('Id of the operation'),
      },
    },
    async handler(ctx) {
      const mesh = meshOf(access, ctx);
      const request = requestOf(ctx.input);
      if (ctx.isDryRun) {
        const { plan } = expectPlan(await mesh.plan(request));
        ctx.logger.info(
          printable(`Dry run, nothing is written. ${plan.summary}`),
        );
        ctx.output('operationId', DRY_RUN_OPERATION);
        return;
      }
      const { pullRequest } = ctx.input;
      const { id, summary } = await mesh.submit({
        ...request,
        ...(pullRequest !== undefined && { pullRequest }),
        planHash: ctx.input.planHash,
        idempotencyKey: idempotencyKey(ctx),
      });
      ctx.logger.info(printable(`${summary} (operation ${id})`));
      ctx.output('operationId', id);
    },
  });
}

/**
 * The same for every run of the same step of the same task, so that a step which is repeated finds its operation. The
 * scaffolder does not tell the iterations of `each` apart, so the item is part of the key.
 */
function idempotencyKey(ctx: {
  readonly task: { readonly id: string };
  readonly step?: { readonly id?: string };
  readonly each?: JsonObject;
}): string {
  const { task, step, each } = ctx;
  return `${task.id}/${digest(JSON.stringify([step?.id, each]))}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
