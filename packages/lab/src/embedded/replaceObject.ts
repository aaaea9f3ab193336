import type { ApiCall } from './ApiCall';
import { mapOf } from './apiObject';
import { commitUpdate } from './commit';
import { notedAs } from './fieldOwners';
import { checkName, checkType } from './identity';
import { parseObjectBody } from './requestBody';
import { conflict, notFound, StatusError } from './statusError';
import { storedObject } from './storedObject';
import { acceptObject, contextOf } from './validateObject';
import { parseWriteOptions } from './WriteOptions';
import type { WriteResult } from './WriteResult';

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
  const object = acceptObject(contextOf(call), sent, options.fieldValidation);
  const { type, request } = call;
  const before = storedObject(call, request.name);
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
