import type {
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  MeshApi,
} from '@meshwise/backstage-plugin-mesh-common';

/** Who asks, and what they have been found to be allowed to see. */
export interface Caller {
  /** User entity reference, or the subject of a service. Names them in operations and audit events. */
  readonly name: string;
  readonly credentials: BackstageCredentials;
  /** The request they sent, for the audit log only. */
  readonly request?: AuditorServiceCreateEventOptions['request'];
  /** Clusters they may know of. */
  readonly sees: (cluster: ClusterName) => boolean;
  /** Whether they may see operations of others. */
  readonly seesAllOperations: boolean;
  /** Whether they may decide about operations of others that need a second person. Not known, and so not, without it. */
  readonly approvesOperations?: boolean;
}

/** The mesh, as one caller may use it. Permissions and audit are wrapped around the engine in this shape. */
export interface MeshFor {
  as(caller: Caller): MeshApi;
}
