import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { MeshForUser } from './MeshForUser';
import { ageSchema, serviceInput, total } from './answerSchemas';
import { ageOf, capped } from './answerText';
import { READ_ONLY } from './readOnly';

/** `mesh:explain-reach`: from where a service is reached, and why not. */
export function createExplainReachAction(
  actionsRegistry: ActionsRegistryService,
  mesh: MeshForUser,
): void {
  actionsRegistry.register({
    name: 'explain-reach',
    title: 'Explain how a service is reached',
    description:
      'Tells from which cluster a service is reached in which cluster, directly or through a gateway, and the first reason why not.\n\n**When to use:** for "why can cluster C not reach it", "does it fail over to B". Computed from configuration, not measured: firewalls and packet loss are not seen. `standby` receives calls only when what comes before it fails.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object(serviceInput(z)),
      output: z =>
        z.object({
          ...ageSchema(z),
          total: total(z),
          paths: z.array(
            z.object({
              from: z.string().describe('Cluster of the caller'),
              caller: z
                .string()
                .nullable()
                .describe(
                  'Workload that was asked, namespace/name; null if none was seen',
                ),
              to: z.string().describe('Cluster of the endpoints'),
              verdict: z.enum(['yes', 'no', 'standby', 'unknown']),
              failure: z
                .string()
                .optional()
                .describe('First failure, with the object and field'),
            }),
          ),
          clustersWithoutKnownCaller: z
            .array(z.string())
            .describe('Clusters of which nothing can be said'),
        }),
    },
    async action({ input, credentials }) {
      const answer = await mesh(credentials).reach(input);
      const { rows } = answer.value;
      const { items: paths, total: all } = capped(
        rows.flatMap(({ cluster, caller, cells }) =>
          cells.map(({ to, verdict, failure }) => ({
            from: cluster,
            caller: caller ? `${caller.namespace}/${caller.name}` : null,
            to,
            verdict,
            ...(failure === undefined ? {} : { failure }),
          })),
        ),
      );
      const clustersWithoutKnownCaller = rows
        .filter(({ caller }) => caller === undefined)
        .map(({ cluster }) => cluster);
      return {
        output: {
          ...ageOf(answer),
          total: all,
          paths,
          clustersWithoutKnownCaller,
        },
      };
    },
  });
}
