import type { Json } from '../kubernetesObject';
import type { ApiCall } from './ApiCall';
import { JsonMap, mapOf } from './apiObject';
import { apiVersionOf } from './ResourceType';
import { badRequest } from './statusError';

/** `apiVersion` and `kind` may be left out for built-in kinds, and must otherwise be those of the URL. */
export function checkType(call: ApiCall, object: JsonMap): void {
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
export function checkAppliedType(
  { type, request }: ApiCall,
  object: JsonMap,
): void {
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

/** The body must not name another object than the URL. */
export function checkName({ request }: ApiCall, object: JsonMap): void {
  const { name, namespace } = mapOf(object.metadata);
  // A name that is no string is refused by its type.
  if (typeof name === 'string' && name && name !== request.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${request.name})`,
    );
  }
  checkNamespace(request.namespace, namespace);
}

/** The body must not name another namespace than the URL. */
export function checkNamespace(
  wanted: string,
  namespace: Json | undefined,
): void {
  if (namespace && namespace !== wanted) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
