import type { User } from './Authenticator';
import type { ClusterState } from './ClusterState';
import type { ResourceRequest } from './requestInfo';
import type { ResourceType } from './ResourceType';

/** A request for a resource that the caller may make. */
export interface ApiCall {
  readonly state: ClusterState;
  readonly user: User;
  readonly type: ResourceType;
  readonly request: ResourceRequest;
  readonly query: URLSearchParams;
  readonly userAgent: string;
  readonly contentType: string;
  /** What `accept` asks for: whole objects, or only their metadata. */
  readonly metadataOnly: boolean;
  /** The body as it came. */
  readonly body: Buffer;
  /** Texts for the `warning` header of the answer. */
  readonly warnings: string[];
}
