import { ObjectRecord } from '../record';
import { Conditions } from './sail';

/** A ServiceMeshControlPlane (reference 2.8). @public */
export interface ServiceMeshControlPlaneRecord extends ObjectRecord {
  readonly version: string;
  readonly mode: string;
  readonly chartVersion: string | undefined;
  readonly conditions: Conditions;
}

/** A ServiceMeshMemberRoll (reference 2.8). @public */
export interface ServiceMeshMemberRollRecord extends ObjectRecord {
  readonly members: readonly string[];
  readonly configuredMembers: readonly string[];
  readonly pendingMembers: readonly string[];
  readonly terminatingMembers: readonly string[];
}

/** A ServiceMeshMember (reference 2.8). @public */
export interface ServiceMeshMemberRecord extends ObjectRecord {
  readonly controlPlane: { readonly namespace: string; readonly name: string };
  readonly conditions: Conditions;
}
