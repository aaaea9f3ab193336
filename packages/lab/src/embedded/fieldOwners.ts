import type { ApiCall } from './ApiCall';
import { FieldSet } from './apply/FieldSet';
import type { Manager } from './apply/ManagedFields';
import { noteUpdate } from './apply/serverSideApply';
import { NoteOwners, timestamp } from './commit';
import { apiVersionOf } from './ResourceType';
import type { WriteOptions } from './WriteOptions';

const STATUS_ONLY = FieldSet.fromJson({ 'f:status': {} });
const NOT_STATUS = FieldSet.fromJson({ 'f:spec': {}, 'f:metadata': {} });

/** What an endpoint ignores: the main one the status, and `/status` everything else. */
export function ignoredFields({ type, request }: ApiCall): FieldSet {
  if (request.subresource === 'status') {
    return NOT_STATUS;
  }
  return type.hasStatus ? STATUS_ONLY : FieldSet.EMPTY;
}

/** The entry of managedFields that a request writes to. */
export function managerOf(
  call: ApiCall,
  options: WriteOptions,
  operation: Manager['operation'],
): Manager {
  return {
    name: options.fieldManager,
    operation,
    apiVersion: apiVersionOf(call.type, call.request.version),
    subresource: call.request.subresource,
  };
}

/** How a create, replace or merge patch is noted: its manager takes what it changes. */
export function notedAs(call: ApiCall, options: WriteOptions): NoteOwners {
  return (live, next) =>
    noteUpdate({
      type: call.type.mergeType,
      live,
      next,
      manager: managerOf(call, options, 'Update'),
      ignored: ignoredFields(call),
      now: timestamp(),
    });
}
