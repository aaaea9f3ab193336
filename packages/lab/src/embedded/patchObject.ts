import type { ApiCall } from './ApiCall';
import { mapOf } from './apiObject';
import { applyPatch } from './applyPatch';
import { commitUpdate } from './commit';
import { notedAs } from './fieldOwners';
import { checkName, checkType } from './identity';
import { mergePatch } from './mergePatch';
import { mediaTypeOf, parseJsonObject } from './requestBody';
import {
  invalidOptions,
  notFound,
  notImplemented,
  unsupportedMediaType,
} from './statusError';
import { atVersion, storedObject } from './storedObject';
import { acceptObject, contextOf } from './validateObject';
import { parseWriteOptions } from './WriteOptions';
import type { WriteResult } from './WriteResult';

/** PATCH, in the two forms that the lab's clients use. */
export function patchObject(call: ApiCall): WriteResult {
  switch (mediaTypeOf(call.contentType)) {
    case 'application/merge-patch+json':
      return mergeObject(call);
    case 'application/apply-patch+yaml':
      return applyPatch(call);
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
  const before = storedObject(call, request.name);
  if (!before) {
    throw notFound(type, request.name);
  }
  const patch = parseJsonObject(call.body);
  const patched = mapOf(mergePatch(atVersion(call, before), patch));
  checkType(call, patched);
  checkName(call, patched);
  const object = acceptObject(
    contextOf(call),
    patched,
    options.fieldValidation,
  );
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
