import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { MeshApi, MeshClient } from '@meshwise/backstage-plugin-mesh-common';

/** The mesh API over HTTP, with the signed-in user's credentials. */
export function createMeshClient(apis: {
  readonly discoveryApi: DiscoveryApi;
  readonly fetchApi: FetchApi;
}): MeshApi {
  return new MeshClient(apis);
}
