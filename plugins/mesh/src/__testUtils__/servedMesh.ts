import { MeshApi, MeshClient } from '@meshwise/backstage-plugin-mesh-common';
import { HttpHandler } from 'msw';
import { setupServer } from 'msw/node';

/** Where the tests' backend has the API of the mesh. */
export const MESH_URL = 'http://portal.example.com/api/mesh';

/** The mesh over HTTP, as an app has it. Other requests than those that are handled fail. */
export function servedMesh(): {
  readonly mesh: MeshApi;
  readonly use: (...handlers: HttpHandler[]) => void;
} {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  const mesh = new MeshClient({
    discoveryApi: { getBaseUrl: async () => MESH_URL },
    fetchApi: { fetch: (...request) => fetch(...request) },
  });
  return { mesh, use: (...handlers) => server.use(...handlers) };
}
