import { answeredSchema } from './answerSchemas';
import { listOf, object, oneOf, ref, Schema, text } from './schema';

/** What checks of the fleet find. */
export const findingSchemas = {
  Finding: object(
    {
      code: {
        ...text,
        description: 'Name of the check; its meaning never changes.',
      },
      severity: oneOf('error', 'warning', 'info'),
      subject: object({
        kind: text,
        namespace: text,
        name: text,
        clusters: listOf(text),
      }),
      message: text,
      fix: text,
      source: text,
      because: listOf(ref('Evidence')),
      gaps: listOf(ref('Gap')),
    },
    'Something that a check found wrong.',
  ),
  FindingsView: object({
    findings: listOf(ref('Finding')),
    partial: {
      ...listOf(object({ code: text, clusters: listOf(text) })),
      description:
        'Checks that could not see everything in these clusters. Finding nothing there means nothing.',
    },
  }),
  AnsweredFindings: answeredSchema('FindingsView'),
} satisfies Record<string, Schema>;
