import { randomInt } from 'node:crypto';
import type { ApiCall } from './ApiCall';
import { JsonMap, mapOf } from './apiObject';
import { commitCreate } from './commit';
import { notedAs } from './fieldOwners';
import { checkNamespace, checkType } from './identity';
import { parseObjectBody } from './requestBody';
import { alreadyExists, StatusError } from './statusError';
import { storedObject } from './storedObject';
import { acceptObject, contextOf } from './validateObject';
import { parseWriteOptions } from './WriteOptions';
import type { WriteResult } from './WriteResult';

/** POST. */
export function createObject(call: ApiCall): WriteResult {
  const options = parseWriteOptions(
    'CreateOptions',
    call.query,
    call.userAgent,
  );
  const sent = parseObjectBody(call.body, call.contentType);
  checkType(call, sent);
  const object = acceptObject(contextOf(call), sent, options.fieldValidation);
  const named = withName(call, object);
  const { name, resourceVersion } = mapOf(named.metadata);
  if (resourceVersion) {
    throw new StatusError({
      code: 500,
      message: 'resourceVersion should not be set on objects to be created',
    });
  }
  if (storedObject(call, String(name))) {
    throw alreadyExists(call.type, String(name));
  }
  return {
    object: commitCreate(call, named, notedAs(call, options), options.dryRun),
    created: true,
  };
}

/** Letters of generated names: none that make words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

function withName(call: ApiCall, object: JsonMap): JsonMap {
  const metadata = mapOf(object.metadata);
  checkNamespace(call.request.namespace, metadata.namespace);
  if (metadata.name || typeof metadata.generateName !== 'string') {
    return object;
  }
  const suffix = Array.from({ length: 5 }, () =>
    ALPHABET.charAt(randomInt(ALPHABET.length)),
  ).join('');
  return {
    ...object,
    metadata: { ...metadata, name: `${metadata.generateName}${suffix}` },
  };
}
