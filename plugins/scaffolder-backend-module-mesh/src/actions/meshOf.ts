import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { MeshApi, MeshClient } from '@meshwise/backstage-plugin-mesh-common';

/** What actions need of the backend. */
export interface MeshAccess {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
}

/** The mesh as the initiator of a task may use it. Requests end when the task is cancelled. */
export function meshOf(
  { auth, discovery }: MeshAccess,
  task: {
    getInitiatorCredentials(): Promise<BackstageCredentials>;
    readonly signal?: AbortSignal;
  },
): MeshApi {
  return new MeshClient({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (url, init) => {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await task.getInitiatorCredentials(),
          targetPluginId: 'mesh',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(url, { ...init, headers, signal: task.signal });
      },
    },
  });
}
