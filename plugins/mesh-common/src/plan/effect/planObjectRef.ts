import { PlannedObject, VersionedObject } from '../plan';

/** Name of a planned object, whatever is done to it. @public */
export function planObjectRef(object: PlannedObject): VersionedObject {
  if (object.act === 'delete') return object.object;
  const { apiVersion, kind, metadata } = object.manifest;
  const { namespace = '', name } = metadata;
  return { apiVersion, kind, namespace, name };
}
