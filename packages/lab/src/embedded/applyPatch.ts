import type { ApiCall } from './ApiCall';
import { JsonMap, mapOf } from './apiObject';
import { applyObject } from './apply/serverSideApply';
import { commitCreate, commitUpdate, NoteOwners, timestamp } from './commit';
import { ignoredFields, managerOf } from './fieldOwners';
import { checkAppliedType, checkName } from './identity';
import { parseYamlObject } from './requestBody';
import { apiVersionOf } from './ResourceType';
import { badRequest, conflict, invalidOptions, notFound } from './statusError';
import { atVersion, storedObject } from './storedObject';
import { acceptAppliedObject, contextOf } from './validateObject';
import { parseWriteOptions } from './WriteOptions';
import type { WriteResult } from './WriteResult';

/** PATCH with an apply: what a manager wants to be true of an object, which may not exist yet. */
export function applyPatch(call: ApiCall): WriteResult {
  const { type, request, query } = call;
  if (!query.get('fieldManager')) {
    throw invalidOptions(
      'PatchOptions',
      'fieldManager',
      'FieldValueRequired',
      'Required value: is required for apply patch',
    );
  }
  const options = parseWriteOptions('PatchOptions', query, call.userAgent);
  const sent = parseYamlObject(call.body);
  checkAppliedType(call, sent);
  checkName(call, sent);
  if (mapOf(sent.metadata).managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const applied = withoutNullMetadata(sent);
  acceptAppliedObject(contextOf(call), applied);
  const before = storedObject(call, request.name);
  const noteOwners: NoteOwners = (_live, next) => next;
  const merge = (live: JsonMap) =>
    applyObject({
      type: type.mergeType,
      live,
      applied: complete(call, applied),
      manager: managerOf(call, options, 'Apply'),
      force: options.force,
      ignored: ignoredFields(call),
      now: timestamp(),
    });
  if (before) {
    const merged = merge(atVersion(call, before));
    return {
      object: commitUpdate(call, before, merged, noteOwners, options.dryRun),
      created: false,
    };
  }
  if (request.subresource) {
    throw notFound(type, request.name);
  }
  const { uid } = mapOf(applied.metadata);
  if (uid) {
    throw conflict(
      type,
      request.name,
      `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    );
  }
  return {
    object: commitCreate(call, merge({}), noteOwners, options.dryRun),
    created: true,
  };
}

/** An applied object says its name and type even when its author left it to the URL. */
function complete(call: ApiCall, applied: JsonMap): JsonMap {
  const { type, request } = call;
  return {
    ...applied,
    apiVersion: apiVersionOf(type, request.version),
    kind: type.kind,
    metadata: {
      ...mapOf(applied.metadata),
      name: request.name,
      ...(type.namespaced && { namespace: request.namespace }),
    },
  };
}

/** `creationTimestamp: null` and the like say nothing. */
function withoutNullMetadata(object: JsonMap): JsonMap {
  return {
    ...object,
    metadata: Object.fromEntries(
      Object.entries(mapOf(object.metadata)).filter(
        ([, value]) => value !== null,
      ),
    ),
  };
}
