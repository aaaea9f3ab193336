import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  PLAN_RECORD,
  Plan,
  PlanFiles,
  planFiles,
  PlanRecord,
} from '@meshwise/backstage-plugin-mesh-common';
import { MeshAccess, meshOf } from './meshOf';
import { expectPlan } from './plan';
import { printable } from './printable';
import { examples } from './render.examples';
import { requestInput, requestOf } from './requestInput';
import { writeFiles } from './writeFiles';

/** `mesh:render`: a plan as files in the workspace, for a pull request. Writes nothing to clusters. */
export function createRenderAction(access: MeshAccess) {
  return createTemplateAction({
    id: 'mesh:render',
    description:
      'Writes the objects of a plan into the workspace, a folder per cluster, with the plan they come from. For a pull request to the repository from which the clusters are kept.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...requestInput,
        planHash: z =>
          z
            .string()
            .optional()
            .describe('Hash of the plan that was shown; refuses another plan'),
        targetPath: z =>
          z
            .string()
            .default('mesh')
            .describe('Folder in the workspace that gets the files'),
      },
      output: {
        planHash: z => z.string().describe('Hash of the plan'),
        summary: z => z.string().describe('The plan in one sentence'),
        description: z =>
          z
            .string()
            .describe('The plan in Markdown, as text of the pull request'),
        files: z => z.array(z.string()).describe('Files that were written'),
        deletedFiles: z =>
          z
            .array(z.string())
            .describe(
              'Files of objects that the plan deletes; give them to the action that makes the pull request',
            ),
      },
    },
    async handler(ctx) {
      const { planHash, targetPath = 'mesh' } = ctx.input;
      const { plan } = expectPlan(
        await meshOf(access, ctx).plan(requestOf(ctx.input)),
      );
      if (planHash !== undefined && planHash !== plan.hash) {
        throw new ConflictError(
          'The clusters are no longer as the plan found them. Make a new plan and look at it.',
        );
      }
      const rendered = planFiles(plan);
      await writeFiles(ctx.workspacePath, targetPath, [
        ...rendered.files,
        { path: PLAN_RECORD, content: recordText(plan, rendered) },
      ]);
      ctx.logger.info(
        printable(`${plan.summary}: ${rendered.files.length} files`),
      );
      const inTarget = (path: string) => `${targetPath}/${path}`;
      ctx.output('planHash', plan.hash);
      ctx.output('summary', plan.summary);
      ctx.output('description', describePlan(plan));
      ctx.output('files', [
        ...rendered.files.map(({ path }) => inTarget(path)),
        inTarget(PLAN_RECORD),
      ]);
      ctx.output('deletedFiles', rendered.deleted.map(inTarget));
    },
  });
}

function recordText(plan: Plan, { files, deleted }: PlanFiles): string {
  const record: PlanRecord = {
    plan: plan.hash,
    intent: plan.intent,
    files: files.map(({ path, content }) => ({
      path,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    deleted,
  };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** Cluster text is data: it goes into code spans, without what could end one. */
function describePlan({ summary, hash, notes, changes, effect }: Plan): string {
  const code = (text: string) => `\`${printable(text).replaceAll('`', "'")}\``;
  const callers = effect.callers.map(
    ({ caller, service, before, after }) =>
      `- ${code(
        `${caller.cluster} ${caller.namespace} to ${service.namespace}/${service.name}`,
      )}: ${code(before)} becomes ${code(after)}`,
  );
  const objects = changes.map(
    ({ act, cluster, kind, namespace, name }) =>
      `- ${act} ${code(
        [cluster, kind, namespace, name].filter(Boolean).join(' '),
      )}`,
  );
  return [
    code(summary),
    ...notes.map(note => `- ${code(note)}`),
    ...(callers.length === 0 ? [] : ['', '### Callers', ...callers]),
    '',
    '### Objects',
    ...objects,
    '',
    `Plan ${code(hash)}`,
  ].join('\n');
}
