import type { ApiCall } from './ApiCall';
import type { ApiObject } from './apiObject';
import { keyOf } from './ObjectStore';
import { apiVersionOf, tableOf } from './ResourceType';

/** The object of a name in the scope of a request, as it is stored. */
export function storedObject(
  call: ApiCall,
  name: string,
): ApiObject | undefined {
  return call.state.store.get(
    tableOf(call.type),
    keyOf(call.request.namespace, name),
  );
}

/** The object at the version of the request; all versions of a kind have one schema here. */
export function atVersion(call: ApiCall, object: ApiObject): ApiObject {
  const apiVersion = apiVersionOf(call.type, call.request.version);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}
