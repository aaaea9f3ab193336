import type { ApiCall } from './ApiCall';
import { authorize } from './access';
import type { User } from './Authenticator';
import type { ClusterState } from './ClusterState';
import { createObject } from './createObject';
import { deleteAll, deleteObject } from './deleteObject';
import { isTrue } from './listOptions';
import { listObjects, selectedObjects } from './listObjects';
import type { JsonMap } from './apiObject';
import {
  isAcceptable,
  viewList,
  viewObject,
  wantsMetadataOnly,
} from './objectView';
import { keyOf } from './ObjectStore';
import { patchObject } from './patchObject';
import { replaceObject } from './replaceObject';
import { parseObjectBody } from './requestBody';
import type { ResourceRequest } from './requestInfo';
import { isBuiltInGroup, ResourceType, tableOf } from './ResourceType';
import { answerReview, REVIEWS } from './reviews';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  notImplemented,
  PageNotFound,
  qualifiedPlural,
  resourceNotFound,
  StatusError,
} from './statusError';
import { isUnserved, isUnservedSubresource } from './unserved';
import { Watch, watchObjects } from './watchObjects';
import type { WriteResult } from './WriteResult';

/** What of an HTTP request matters here. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string;
  readonly body: Buffer;
}

/** What is sent back. */
export type Answer =
  | {
      readonly kind: 'object';
      readonly code: number;
      readonly body: JsonMap;
      readonly warnings?: readonly string[];
    }
  | { readonly kind: 'watch'; readonly watch: Watch };

/** Answers a request for a resource: may the caller do it, is there such a resource, what does it say. */
export async function answerResource(
  state: ClusterState,
  user: User,
  request: ResourceRequest,
  http: HttpRequest,
): Promise<Answer> {
  const verb = verbOf(request, http);
  authorize(state, user, request, http, verb);
  const review = REVIEWS.find(
    ({ group, plural }) => group === request.group && plural === request.plural,
  );
  if (review && request.version === 'v1') {
    if (verb !== 'create') {
      throw methodNotAllowed();
    }
    const sent = parseObjectBody(http.body, http.header('content-type'));
    return {
      kind: 'object',
      code: 201,
      body: answerReview(review, state, user, sent),
    };
  }
  const type = typeOf(state, request);
  checkMethod(request, type, verb);
  const accept = http.header('accept');
  if (!isAcceptable(accept)) {
    throw new StatusError({
      code: 406,
      reason: 'NotAcceptable',
      message:
        'only the following media types are accepted: application/json (the embedded engine sends neither protobuf nor tables)',
    });
  }
  const warnings: string[] = [];
  const call: ApiCall = {
    state,
    user,
    type,
    request,
    query: http.query,
    userAgent: http.header('user-agent'),
    contentType: http.header('content-type'),
    metadataOnly: wantsMetadataOnly(accept),
    body: http.body,
    warnings,
  };
  return {
    ...(await perform(call, verb)),
    ...(warnings.length > 0 && { warnings }),
  };
}

async function perform(call: ApiCall, verb: string): Promise<Answer> {
  const object = (body: JsonMap, code = 200): Answer => ({
    kind: 'object',
    code,
    body,
  });
  const written = (result: WriteResult): Answer =>
    object(viewObject(call, result.object), result.created ? 201 : 200);
  switch (verb) {
    case 'get':
      return object(getObject(call));
    case 'list':
      return object(await listObjects(call));
    case 'watch':
      return { kind: 'watch', watch: watchObjects(call) };
    case 'create':
      return written(createObject(call));
    case 'update':
      return written(replaceObject(call));
    case 'patch':
      return written(patchObject(call));
    case 'delete':
      return object(deleteObject(call));
    default: {
      const selected = selectedObjects(call);
      deleteAll(call, selected);
      return object(
        viewList(call, selected, {
          resourceVersion: String(call.state.store.version),
        }),
      );
    }
  }
}

function getObject(call: ApiCall): JsonMap {
  const { state, type, request } = call;
  const object = state.store.get(
    tableOf(type),
    keyOf(request.namespace, request.name),
  );
  if (!object) {
    throw notFound(type, request.name);
  }
  return viewObject(call, object);
}

function verbOf(
  request: ResourceRequest,
  { method, query }: HttpRequest,
): string {
  const one = request.name !== '';
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (one) {
        return 'get';
      }
      return isTrue(query.get('watch')) ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return one ? 'delete' : 'deletecollection';
    default:
      throw methodNotAllowed();
  }
}

/** The type a URL names, when the URL suits it. */
function typeOf(state: ClusterState, request: ResourceRequest): ResourceType {
  const { group, version, plural, namespace, name, subresource } = request;
  const type = state.types.find(group, version, plural);
  if (!type) {
    if (isUnserved(group, plural)) {
      throw notImplemented(
        `${qualifiedPlural({ group, plural, kind: '' })} of version ${version}`,
      );
    }
    throw pathNotFound(isBuiltInGroup(group));
  }
  const misplaced = type.namespaced
    ? name !== '' && namespace === ''
    : namespace !== '';
  if (misplaced) {
    throw pathNotFound(!type.custom);
  }
  if (subresource !== '' && !(subresource === 'status' && type.hasStatus)) {
    if (isUnservedSubresource(tableOf(type), subresource)) {
      throw notImplemented(`The subresource ${plural}/${subresource}`);
    }
    throw type.custom ? notFound(type, name) : resourceNotFound();
  }
  return type;
}

/** Built-in groups answer with a Status, custom ones leave it to the URL router. */
function pathNotFound(builtIn: boolean): StatusError | PageNotFound {
  return builtIn ? resourceNotFound() : new PageNotFound();
}

/** Refuses methods that a URL of a type does not have. */
function checkMethod(
  { name, namespace }: ResourceRequest,
  type: ResourceType,
  verb: string,
): void {
  const one = name !== '';
  const onObject = ['update', 'patch'].includes(verb);
  if (verb === 'create' && type.namespaced && namespace === '') {
    throw type.custom ? new PageNotFound() : methodNotAllowed();
  }
  if (!one && onObject) {
    throw type.custom
      ? badRequest('name must be provided')
      : methodNotAllowed();
  }
  if (one && verb === 'create') {
    throw methodNotAllowed();
  }
}
