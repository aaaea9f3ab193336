import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import type { MeshFor } from '../engine/Caller';
import { callerOf } from '../engine/callerOf';

/** The mesh as the user of an action may use it. */
export type MeshForUser = (credentials: BackstageCredentials) => MeshApi;

/** An agent acts for a signed-in user or not at all; permissions are asked as for any other request of the user. */
export function meshForUser(options: {
  readonly mesh: MeshFor;
  readonly auth: AuthService;
}): MeshForUser {
  const { mesh, auth } = options;
  return credentials => {
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'The mesh answers agents only on behalf of a signed-in user',
      );
    }
    const name = credentials.principal.userEntityRef;
    return mesh.as(callerOf({ name, credentials }));
  };
}
