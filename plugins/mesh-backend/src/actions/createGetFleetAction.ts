import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { MeshForUser } from './MeshForUser';
import { ageSchema, total } from './answerSchemas';
import { ageOf, capped } from './answerText';
import { READ_ONLY } from './readOnly';

/** `mesh:get-fleet`: clusters and control planes. */
export function createGetFleetAction(
  actionsRegistry: ActionsRegistryService,
  mesh: MeshForUser,
): void {
  actionsRegistry.register({
    name: 'get-fleet',
    title: 'Get the fleet',
    description:
      'Lists the Kubernetes clusters of the service mesh that the user may see: mesh, networks, roles, control planes with version and revision, and the state of their data.\n\n**When to use:** to learn which clusters exist, or whether a cluster can be seen at all. A cluster that could not be read is unknown, not healthy and not empty.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          ...ageSchema(z),
          total: total(z),
          clusters: z.array(
            z.object({
              cluster: z.string(),
              state: z
                .string()
                .describe('State of its data: synced, or why not'),
              mesh: z.string().nullable().describe('null if unknown or none'),
              networks: z.array(z.string()),
              roles: z.array(z.string()).describe('e.g. primary, remote'),
              controlPlanes: z.array(
                z.object({
                  namespace: z.string(),
                  revision: z.string(),
                  version: z.string().nullable(),
                  tags: z.array(z.string()),
                  ready: z.number(),
                  replicas: z.number(),
                }),
              ),
            }),
          ),
        }),
    },
    async action({ credentials }) {
      const answer = await mesh(credentials).fleet();
      const { items, total: all } = capped(answer.value.clusters);
      const clusters = items.map(({ name, freshness, position }) => ({
        cluster: name,
        state: freshness.state,
        mesh: position?.mesh ?? null,
        networks: [...(position?.networks ?? [])],
        roles: (position?.roles ?? []).map(({ code }) => code),
        controlPlanes: (position?.controlPlanes ?? []).map(plane => ({
          namespace: plane.namespace,
          revision: plane.revision,
          version: plane.version ?? null,
          tags: [...plane.tags],
          ready: plane.ready,
          replicas: plane.replicas,
        })),
      }));
      return { output: { ...ageOf(answer), total: all, clusters } };
    },
  });
}
