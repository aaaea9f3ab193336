import { randomUUID } from 'node:crypto';
import { admitNamespace, admitObject } from './admission';
import type { ApiCall } from './ApiCall';
import {
  ApiObject,
  JsonMap,
  listOf,
  mapOf,
  sameJson,
  without,
} from './apiObject';
import { withoutTimes } from './apply/serverSideApply';
import { afterWrite } from './afterWrite';
import { applyDefaults } from './defaults';
import { emptyObject } from './emptyObjects';
import { pruneMetadata } from './objectMeta';
import { objectKey } from './ObjectStore';
import { contentOf, tableOf } from './ResourceType';
import { conflict, invalid } from './statusError';
import { validateObject } from './validateObject';

/** Metadata a client cannot change. */
const FIXED = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'generation',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/** Notes who owns what in the object that is about to be stored. `before` is the empty map for a new one. */
export type NoteOwners = (before: JsonMap, next: JsonMap) => JsonMap;

/** The time as `metadata` carries it. */
export function timestamp(now = new Date()): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** Stores a new object, or only says what it would be. */
export function commitCreate(
  call: ApiCall,
  object: JsonMap,
  noteOwners: NoteOwners,
  dryRun: boolean,
): ApiObject {
  const { state, type, request } = call;
  const name = String(mapOf(object.metadata).name ?? '');
  admitNamespace(call, name);
  const content = type.hasStatus ? without(object, 'status') : object;
  const defaulted = applyDefaults(type, content);
  const owned = noteOwners(emptyObject(type), defaulted);
  const admitted = admitObject(call, owned, undefined);
  const created: ApiObject = {
    ...withTypeFirst(admitted, object),
    metadata: {
      ...pruneMetadata(
        without(mapOf(admitted.metadata), 'resourceVersion', ...FIXED),
      ),
      name,
      ...(type.namespaced && { namespace: request.namespace }),
      uid: randomUUID(),
      resourceVersion: '',
      ...(type.hasGeneration && { generation: 1 }),
      creationTimestamp: timestamp(),
    },
  };
  validateObject(type, created);
  if (dryRun) {
    return {
      ...created,
      metadata: without(
        created.metadata,
        'resourceVersion',
      ) as ApiObject['metadata'],
    };
  }
  const stored = state.store.put(tableOf(type), created);
  return afterWrite(state, type, stored);
}

/** Stores a changed object, or only says what it would be. A change that changes nothing is not stored. */
export function commitUpdate(
  call: ApiCall,
  before: ApiObject,
  object: JsonMap,
  noteOwners: NoteOwners,
  dryRun: boolean,
): ApiObject {
  const { state, type, request } = call;
  const { name } = before.metadata;
  checkPreconditions(call, before, mapOf(object.metadata));
  const next =
    request.subresource === 'status'
      ? onlyStatus(call, before, object)
      : notStatus(call, before, object);
  const defaulted = applyDefaults(type, next);
  const owned = noteOwners(before, defaulted);
  const admitted = admitObject(call, owned, before);
  const metadata = {
    ...pruneMetadata(without(mapOf(admitted.metadata), ...FIXED)),
    ...Object.fromEntries(
      FIXED.filter(key => before.metadata[key] !== undefined).map(key => [
        key,
        before.metadata[key],
      ]),
    ),
    name,
    uid: before.metadata.uid,
    creationTimestamp: before.metadata.creationTimestamp,
    resourceVersion: before.metadata.resourceVersion,
  };
  const updated: ApiObject = { ...withTypeFirst(admitted, object), metadata };
  validateObject(type, updated);
  const changed = {
    ...updated,
    metadata: withGeneration(call, before, updated),
  };
  if (
    sameJson(
      withoutTimes(before),
      withoutTimes({ ...changed, apiVersion: before.apiVersion }),
    )
  ) {
    return before;
  }
  if (dryRun) {
    return changed;
  }
  const finished =
    before.metadata.deletionTimestamp &&
    listOf(changed.metadata.finalizers).length === 0;
  if (finished) {
    state.store.remove(tableOf(type), objectKey(before));
    return changed;
  }
  const stored = state.store.put(tableOf(type), changed);
  return afterWrite(state, type, stored);
}

/** resourceVersion and uid that a client sends are conditions. */
function checkPreconditions(
  call: ApiCall,
  before: ApiObject,
  metadata: JsonMap,
): void {
  const { type } = call;
  const { name, uid, resourceVersion } = before.metadata;
  if (
    metadata.resourceVersion &&
    metadata.resourceVersion !== resourceVersion
  ) {
    throw conflict(type, name);
  }
  if (metadata.uid && metadata.uid !== uid) {
    throw invalid(type, name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          metadata.uid,
        )}: field is immutable`,
        field: 'metadata.uid',
      },
    ]);
  }
}

/** `/status` takes nothing but the status. */
function onlyStatus(
  call: ApiCall,
  before: ApiObject,
  object: JsonMap,
): JsonMap {
  const { managedFields } = mapOf(object.metadata);
  return {
    ...before,
    apiVersion: object.apiVersion,
    kind: call.type.kind,
    metadata: {
      ...before.metadata,
      ...(managedFields !== undefined && { managedFields }),
    },
    ...(object.status !== undefined && { status: object.status }),
  };
}

/** The main endpoint ignores the status where `/status` exists. */
function notStatus(call: ApiCall, before: ApiObject, object: JsonMap): JsonMap {
  if (!call.type.hasStatus) {
    return object;
  }
  return {
    ...without(object, 'status'),
    ...(before.status !== undefined && { status: before.status }),
  };
}

function withGeneration(
  call: ApiCall,
  before: ApiObject,
  after: ApiObject,
): ApiObject['metadata'] {
  const same =
    !call.type.hasGeneration ||
    sameJson(contentOf(call.type, before), contentOf(call.type, after));
  return same
    ? after.metadata
    : { ...after.metadata, generation: (before.metadata.generation ?? 0) + 1 };
}

function withTypeFirst(
  content: JsonMap,
  { apiVersion, kind }: JsonMap,
): JsonMap & { apiVersion: string; kind: string } {
  return { ...content, apiVersion: String(apiVersion), kind: String(kind) };
}
