import type { ApiCall } from './ApiCall';
import { ApiObject, JsonMap, without } from './apiObject';
import { apiVersionOf } from './ResourceType';

/** An object as an answer or an event carries it: at the version of the URL, or only its metadata. */
export function viewObject(call: ApiCall, object: ApiObject): JsonMap {
  if (call.metadataOnly) {
    return {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: object.metadata,
    };
  }
  const { type, request } = call;
  const apiVersion = apiVersionOf(type, request.version);
  return withOrder({ ...object, apiVersion });
}

/** Objects of a collection. Items of built-in kinds do not say their type again. */
export function viewList(
  call: ApiCall,
  objects: readonly ApiObject[],
  metadata: JsonMap,
): JsonMap {
  const { type, request, metadataOnly } = call;
  return {
    kind: metadataOnly ? 'PartialObjectMetadataList' : type.listKind,
    apiVersion: metadataOnly
      ? 'meta.k8s.io/v1'
      : apiVersionOf(type, request.version),
    // Lists of custom resources say that there is nothing to continue.
    metadata:
      type.custom && !metadataOnly ? { continue: '', ...metadata } : metadata,
    items: objects.map(object => {
      const view = viewObject(call, object);
      return type.custom || metadataOnly
        ? view
        : without(view, 'kind', 'apiVersion');
    }),
  };
}

/** Type and metadata first, for people who read along. */
function withOrder(object: JsonMap): JsonMap {
  const { apiVersion, kind, metadata, ...rest } = object;
  return { kind, apiVersion, metadata, ...rest };
}

/** Whether `accept` asks for metadata only. */
export function wantsMetadataOnly(accept: string): boolean {
  const [first = ''] = accept.split(',').filter(isServed);
  return /;\s*as=PartialObjectMetadata(List)?\b/.test(first);
}

/** Whether anything that `accept` asks for can be sent. */
export function isAcceptable(accept: string): boolean {
  return accept === '' || accept.split(',').some(isServed);
}

function isServed(range: string): boolean {
  const [mediaType, ...parameters] = range.split(';').map(part => part.trim());
  return (
    ['application/json', 'application/*', '*/*'].includes(mediaType) &&
    !parameters.includes('as=Table')
  );
}
