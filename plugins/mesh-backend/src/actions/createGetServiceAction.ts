import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { MeshForUser } from './MeshForUser';
import { ageSchema, serviceInput, total } from './answerSchemas';
import { ageOf, capped } from './answerText';
import { READ_ONLY } from './readOnly';

/** `mesh:get-service`: where a service runs and who controls it. */
export function createGetServiceAction(
  actionsRegistry: ActionsRegistryService,
  mesh: MeshForUser,
): void {
  actionsRegistry.register({
    name: 'get-service',
    title: 'Get a service of the mesh',
    description:
      'Tells in which clusters a service of the mesh has endpoints, how many are ready, in which localities and networks, and which control plane owns its pods.\n\n**When to use:** for "where does it run", "is it healthy everywhere", "which istiod controls it". Counts of a cluster whose knowledge is not `complete` are not current.',
    attributes: READ_ONLY,
    examples: [
      {
        title: 'Where checkout runs',
        input: { namespace: 'payments', name: 'checkout' },
      },
    ],
    schema: {
      input: z => z.object(serviceInput(z)),
      output: z =>
        z.object({
          ...ageSchema(z),
          total: total(z),
          clusters: z.array(
            z.object({
              cluster: z.string(),
              knowledge: z
                .enum(['complete', 'stale', 'unknown'])
                .describe(
                  'stale: last known. unknown: the counts mean nothing',
                ),
              ready: z.number().describe('Ready endpoints'),
              endpoints: z.number().describe('All endpoints'),
              localities: z.array(z.string()),
              networks: z.array(z.string()),
              ports: z.array(z.string()),
              pendingRestart: z
                .number()
                .describe(
                  'Pods that change control plane at their next restart',
                ),
              controlPlanes: z
                .array(z.string())
                .describe('Revisions that own the running pods'),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const answer = await mesh(credentials).service(input);
      const { endpoints, governance } = answer.value;
      const { items, total: all } = capped(endpoints.clusters);
      const clusters = items.map(part => {
        const owns =
          governance.clusters.find(({ cluster }) => cluster === part.cluster)
            ?.owns ?? [];
        return {
          cluster: part.cluster,
          knowledge: part.knowledge,
          ready: part.ready,
          endpoints: part.total,
          localities: part.localities.map(({ locality }) => locality),
          networks: [...part.networks],
          ports: part.ports.map(
            ({ number, protocol }) => `${number}/${protocol}`,
          ),
          pendingRestart: owns
            .filter(group => group.pendingRestart)
            .reduce((sum, { pods }) => sum + pods.length, 0),
          controlPlanes: owns.flatMap(({ revision }) => revision ?? []),
        };
      });
      return { output: { ...ageOf(answer), total: all, clusters } };
    },
  });
}
