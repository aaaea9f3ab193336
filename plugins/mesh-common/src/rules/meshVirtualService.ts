import { ObjectRecord } from '../model/record';
import { HttpRoute, StreamRoute } from '../model/records/virtualService';

/** Routes for hosts, written as a VirtualService or as routes of the Gateway API. @public */
export interface MeshVirtualService {
  readonly namespace: string;
  readonly name: string;
  readonly created: number;
  /** Full host names. */
  readonly hosts: readonly string[];
  /** `mesh`, or `namespace/name` of a Gateway. Never empty. */
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRoute[];
  readonly tls: readonly StreamRoute[];
  readonly tcp: readonly StreamRoute[];
  /** Who wrote it: matching of paths and hosts differs. */
  readonly semantics: 'istio' | 'gateway-api';
  /** The objects it is made of. */
  readonly from: readonly (ObjectRecord & {
    readonly kind: 'VirtualService' | 'HTTPRoute' | 'GRPCRoute';
  })[];
}

/** Gateway that stands for all sidecars. */
export const MESH_GATEWAY = 'mesh';
