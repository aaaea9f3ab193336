import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { MeshForUser } from './MeshForUser';
import { ageSchema, total } from './answerSchemas';
import { ageOf, capped, evidenceText } from './answerText';
import { READ_ONLY } from './readOnly';

/** `mesh:list-findings`: what the checks found wrong. */
export function createListFindingsAction(
  actionsRegistry: ActionsRegistryService,
  mesh: MeshForUser,
): void {
  actionsRegistry.register({
    name: 'list-findings',
    title: 'List findings',
    description:
      'Lists what the checks found wrong in the mesh, worst first, each with its evidence and what to do.\n\n**When to use:** to look for causes, or before a change. No finding means nothing for checks that are listed as incomplete.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          cluster: z
            .string()
            .optional()
            .describe('Only findings that concern this cluster'),
          severity: z
            .enum(['error', 'warning', 'info'])
            .optional()
            .describe('Only findings of this severity'),
        }),
      output: z =>
        z.object({
          ...ageSchema(z),
          total: total(z),
          findings: z.array(
            z.object({
              code: z.string().describe('Stable name of the check'),
              severity: z.enum(['error', 'warning', 'info']),
              subject: z.string(),
              clusters: z.array(z.string()),
              message: z.string(),
              fix: z.string(),
              evidence: z.array(z.string()),
            }),
          ),
          incompleteChecks: z
            .array(z.string())
            .describe('Checks that could not see everything'),
        }),
    },
    async action({ input, credentials }) {
      const answer = await mesh(credentials).findings();
      const { findings, partial } = answer.value;
      const { items, total: all } = capped(
        findings.filter(
          ({ severity, subject }) =>
            (input.severity ?? severity) === severity &&
            (input.cluster === undefined ||
              subject.clusters.includes(input.cluster)),
        ),
      );
      return {
        output: {
          ...ageOf(answer),
          total: all,
          findings: items.map(
            ({ code, severity, subject, message, fix, because }) => ({
              code,
              severity,
              subject: [subject.kind, subject.namespace, subject.name]
                .filter(part => part !== '')
                .join(' '),
              clusters: [...subject.clusters],
              message,
              fix,
              evidence: because.slice(0, 5).map(evidenceText),
            }),
          ),
          incompleteChecks: partial.map(({ code }) => code),
        },
      };
    },
  });
}
