import type { Json } from '../kubernetesObject';
import type { ApiCall } from './ApiCall';
import { ApiObject, JsonMap, mapOf } from './apiObject';
import { FieldSet } from './apply/FieldSet';
import type { Manager } from './apply/ManagedFields';
import { applyObject, noteUpdate } from './apply/serverSideApply';
import { commitCreate, commitUpdate, NoteOwners, timestamp } from './commit';
import { mergePatch } from './mergePatch';
import { keyOf } from './ObjectStore';
import {
  mediaTypeOf,
  parseJsonObject,
  parseObjectBody,
  parseYamlObject,
} from './requestBody';
import { apiVersionOf, tableOf } from './ResourceType';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalidOptions,
  notFound,
  notImplemented,
  StatusError,
  unsupportedMediaType,
} from './statusError';
import { acceptAppliedObject, acceptObject } from './validateObject';
import { parseWriteOptions, WriteOptions } from './WriteOptions';

/** An object and whether the request made it. */
export interface WriteResult {
  readonly object: ApiObject;
  readonly created: boolean;
}

const STATUS_ONLY = FieldSet.fromJson({ 'f:status': {} });

/** POST. */
export function createObject(call: ApiCall): WriteResult {
  const options = parseWriteOptions(
    'CreateOptions',
    call.query,
    call.userAgent,
  );
  const sent = parseObjectBody(call.body, call.contentType);
  checkType(call, sent);
  const object = acceptObject(context(call), sent, options.fieldValidation);
  const named = withName(call, object);
  const { name, resourceVersion } = mapOf(named.metadata);
  if (resourceVersion) {
    throw new StatusError({
      code: 500,
      message: 'resourceVersion should not be set on objects to be created',
    });
  }
  if (stored(call, String(name))) {
    throw alreadyExists(call.type, String(name));
  }
  return {
    object: commitCreate(call, named, notedAs(call, options), options.dryRun),
    created: true,
  };
}

/** PUT. */
export function replaceObject(call: ApiCall): WriteResult {
  const options = parseWriteOptions(
    'UpdateOptions',
    call.query,
    call.userAgent,
  );
  const sent = parseObjectBody(call.body, call.contentType);
  checkType(call, sent);
  checkName(call, sent);
  const object = acceptObject(context(call), sent, options.fieldValidation);
  const { type, request } = call;
  const before = stored(call, request.name);
  if (!before) {
    throw notFound(type, request.name);
  }
  const { resourceVersion, uid } = mapOf(object.metadata);
  if (!resourceVersion && type.custom) {
    throw invalidResourceVersion(call);
  }
  if (uid && uid !== before.metadata.uid) {
    throw conflict(
      type,
      request.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`,
    );
  }
  return {
    object: commitUpdate(
      call,
      before,
      object,
      notedAs(call, options),
      options.dryRun,
    ),
    created: false,
  };
}

/** PATCH, in the two forms that the lab's clients use. */
export function patchObject(call: ApiCall): WriteResult {
  switch (mediaTypeOf(call.contentType)) {
    case 'application/merge-patch+json':
      return mergeObject(call);
    case 'application/apply-patch+yaml':
      return serverSideApply(call);
    case 'application/json-patch+json':
    case 'application/strategic-merge-patch+json':
    case 'application/apply-patch+cbor':
      throw notImplemented(
        `PATCH with content type ${mediaTypeOf(call.contentType)}`,
      );
    default:
      throw unsupportedMediaType('415: Unsupported Media Type');
  }
}

function mergeObject(call: ApiCall): WriteResult {
  const options = parseWriteOptions('PatchOptions', call.query, call.userAgent);
  if (call.query.has('force')) {
    throw invalidOptions(
      'PatchOptions',
      'force',
      'FieldValueForbidden',
      'Forbidden: may not be specified for non-apply patch',
    );
  }
  const { type, request } = call;
  const before = stored(call, request.name);
  if (!before) {
    throw notFound(type, request.name);
  }
  const patch = parseJsonObject(call.body);
  const patched = mapOf(mergePatch(atVersion(call, before), patch));
  checkType(call, patched);
  checkName(call, patched);
  const object = acceptObject(context(call), patched, options.fieldValidation);
  return {
    object: commitUpdate(
      call,
      before,
      object,
      notedAs(call, options),
      options.dryRun,
    ),
    created: false,
  };
}

function serverSideApply(call: ApiCall): WriteResult {
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
  acceptAppliedObject(context(call), applied);
  const before = stored(call, request.name);
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

/** The object at the version of the request; all versions of a kind have one schema here. */
export function atVersion(call: ApiCall, object: ApiObject): ApiObject {
  const apiVersion = apiVersionOf(call.type, call.request.version);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

function stored(call: ApiCall, name: string): ApiObject | undefined {
  return call.state.store.get(
    tableOf(call.type),
    keyOf(call.request.namespace, name),
  );
}

function context({ type, request, warnings }: ApiCall) {
  return { type, version: request.version, warnings };
}

/** `apiVersion` and `kind` may be left out for built-in kinds, and must otherwise be those of the URL. */
function checkType(call: ApiCall, object: JsonMap): void {
  const { type, request } = call;
  const apiVersion = apiVersionOf(type, request.version);
  if (!object.kind && type.custom) {
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(object)}'`);
  }
  if (!object.apiVersion && type.custom) {
    throw badRequest(
      `Object 'apiVersion' is missing in '${JSON.stringify(object)}'`,
    );
  }
  if (object.kind && object.kind !== type.kind) {
    throw badRequest(
      `${object.kind} in version "${request.version}" cannot be handled as a ${type.kind}: the kind in the data (${object.kind}) does not match the one of the URL`,
    );
  }
  if (object.apiVersion && object.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
}

/** An applied object must say its type. */
function checkAppliedType({ type, request }: ApiCall, object: JsonMap): void {
  const { apiVersion = '', kind = '' } = object;
  if (!apiVersion || kind !== type.kind) {
    throw badRequest(
      `invalid object type: ${String(apiVersion) || '/'}, Kind=${kind}`,
    );
  }
  const expected = apiVersionOf(type, request.version);
  if (apiVersion !== expected) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`,
    );
  }
}

function checkName({ request }: ApiCall, object: JsonMap): void {
  const { name, namespace } = mapOf(object.metadata);
  // A name that is no string is refused by its type.
  if (typeof name === 'string' && name && name !== request.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${request.name})`,
    );
  }
  checkNamespace(request.namespace, namespace);
}

function checkNamespace(wanted: string, namespace: Json | undefined): void {
  if (namespace && namespace !== wanted) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

function withName(call: ApiCall, object: JsonMap): JsonMap {
  const metadata = mapOf(object.metadata);
  checkNamespace(call.request.namespace, metadata.namespace);
  if (metadata.name || typeof metadata.generateName !== 'string') {
    return object;
  }
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  const suffix = Array.from({ length: 5 }, () =>
    alphabet.charAt(Math.floor(Math.random() * alphabet.length)),
  ).join('');
  return {
    ...object,
    metadata: { ...metadata, name: `${metadata.generateName}${suffix}` },
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

/** What an endpoint ignores: the main one the status, and `/status` everything else. */
function ignoredFields({ type, request }: ApiCall): FieldSet {
  if (request.subresource === 'status') {
    return FieldSet.fromJson({ 'f:spec': {}, 'f:metadata': {} });
  }
  return type.hasStatus ? STATUS_ONLY : FieldSet.EMPTY;
}

function managerOf(
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

function notedAs(call: ApiCall, options: WriteOptions): NoteOwners {
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

function invalidResourceVersion({ type, request }: ApiCall): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${type.plural}.${type.group} "${request.name}" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update`,
    details: {
      name: request.name,
      group: type.group,
      kind: type.plural,
      causes: [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ],
    },
  });
}
