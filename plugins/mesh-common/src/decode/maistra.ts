import {
  ServiceMeshControlPlaneRecord,
  ServiceMeshMemberRecord,
  ServiceMeshMemberRollRecord,
} from '../model/records/maistra';
import { decodeConditions } from './conditions';
import { decoder } from './decoder';

/** Decoder of ServiceMeshControlPlanes. @public */
export const decodeServiceMeshControlPlane =
  decoder<ServiceMeshControlPlaneRecord>((object, metadata) => ({
    ...metadata,
    version: object.get('spec').get('version').textOr(''),
    mode: object.get('spec').get('mode').textOr('MultiTenant'),
    chartVersion: object.get('status').get('chartVersion').text(),
    conditions: decodeConditions(object.get('status').get('conditions')),
  }));

/** Decoder of ServiceMeshMemberRolls. @public */
export const decodeServiceMeshMemberRoll = decoder<ServiceMeshMemberRollRecord>(
  (object, metadata) => {
    const status = object.get('status');
    return {
      ...metadata,
      members: object.get('spec').get('members').texts(),
      configuredMembers: status.get('configuredMembers').texts(),
      pendingMembers: status.get('pendingMembers').texts(),
      terminatingMembers: status.get('terminatingMembers').texts(),
    };
  },
);

/** Decoder of ServiceMeshMembers. @public */
export const decodeServiceMeshMember = decoder<ServiceMeshMemberRecord>(
  (object, metadata) => {
    const reference = object.get('spec').get('controlPlaneRef');
    return {
      ...metadata,
      controlPlane: {
        namespace: reference.get('namespace').textOr(''),
        name: reference.get('name').textOr(''),
      },
      conditions: decodeConditions(object.get('status').get('conditions')),
    };
  },
);
