import { Labels, ObjectRecord } from '../record';

/** Mode of mutual TLS at the server. @public */
export type MtlsMode = 'UNSET' | 'DISABLE' | 'PERMISSIVE' | 'STRICT';

/** A PeerAuthentication (reference 7.6). @public */
export interface PeerAuthenticationRecord extends ObjectRecord {
  /** `undefined`: the whole namespace, or the whole mesh in the root namespace. */
  readonly selector: Labels | undefined;
  readonly mode: MtlsMode;
  /** By number of the workload port. */
  readonly ports: ReadonlyMap<number, MtlsMode>;
}
