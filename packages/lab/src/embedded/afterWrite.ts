import { ApiObject, isMap, JsonMap, listOf, mapOf } from './apiObject';
import type { ClusterState } from './ClusterState';
import { publishedTypeOf, ResourceType, tableOf } from './ResourceType';
import { typeFromCrd } from './TypeRegistry';

/** What the server does by itself when an object was written. Returns the object as the caller sees it. */
export function afterWrite(
  state: ClusterState,
  type: ResourceType,
  object: ApiObject,
): ApiObject {
  switch (tableOf(type)) {
    case 'customresourcedefinitions.apiextensions.k8s.io':
      return object.metadata.deletionTimestamp
        ? object
        : serveCrd(state, type, object);
    default:
      return object;
  }
}

/** Begins to serve the resource that a CustomResourceDefinition declares, and says so in its status. */
function serveCrd(
  state: ClusterState,
  type: ResourceType,
  crd: ApiObject,
): ApiObject {
  state.types.add(publishedTypeOf(crd.metadata.name) ?? typeFromCrd(crd));
  if (isMap(mapOf(crd.status).acceptedNames)) {
    return crd;
  }
  return state.store.put(tableOf(type), {
    ...crd,
    status: establishedStatus(crd),
  });
}

function establishedStatus(crd: ApiObject): JsonMap {
  const { names, versions } = mapOf(crd.spec);
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    reason,
    message,
    lastTransitionTime: crd.metadata.creationTimestamp,
  });
  return {
    acceptedNames: names,
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition(
        'Established',
        'InitialNamesAccepted',
        'the initial names have been accepted',
      ),
    ],
    storedVersions: listOf(versions)
      .filter(isMap)
      .filter(({ storage }) => storage === true)
      .map(({ name }) => String(name)),
  };
}
