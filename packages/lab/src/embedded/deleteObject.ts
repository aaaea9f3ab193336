import { admitDelete } from './admission';
import type { ApiCall } from './ApiCall';
import { ApiObject, isMap, JsonMap, listOf, mapOf } from './apiObject';
import { timestamp } from './commit';
import type { ClusterState } from './ClusterState';
import { keyOf, objectKey } from './ObjectStore';
import { parseObjectBody } from './requestBody';
import { ResourceType, tableOf } from './ResourceType';
import { notFound, preconditionFailed } from './statusError';
import { parseDryRun } from './WriteOptions';

/** Seconds a pod has to end. */
const GRACE_SECONDS = 30;

/** Kinds whose deletion answers with the object; others answer with a Status. */
const ANSWERED_WITH_OBJECT: readonly string[] = [
  'namespaces',
  'pods',
  'services',
  'serviceaccounts',
  'resourcequotas',
];

interface DeleteOptions {
  readonly dryRun: boolean;
  readonly gracePeriodSeconds?: number;
  readonly preconditions: JsonMap;
}

/** DELETE of one object. Returns the body of the answer. */
export function deleteObject(call: ApiCall): JsonMap {
  const { state, type, request } = call;
  const options = parseDeleteOptions(call);
  const object = state.store.get(
    tableOf(type),
    keyOf(request.namespace, request.name),
  );
  if (!object) {
    throw notFound(type, request.name);
  }
  checkPreconditions(type, object, options.preconditions);
  admitDelete(type, request.name);
  const { last, gone } = options.dryRun
    ? { last: object, gone: false }
    : removeObject(state, type, object, options.gracePeriodSeconds);
  if (
    ANSWERED_WITH_OBJECT.includes(tableOf(type)) ||
    !(gone || options.dryRun)
  ) {
    return last;
  }
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: request.name,
      ...(type.group && { group: type.group }),
      kind: type.plural,
      uid: object.metadata.uid,
    },
  };
}

/** DELETE of a collection: each object that is selected. */
export function deleteAll(call: ApiCall, objects: readonly ApiObject[]): void {
  const { dryRun, gracePeriodSeconds } = parseDeleteOptions(call);
  for (const object of dryRun ? [] : objects) {
    removeObject(call.state, call.type, object, gracePeriodSeconds);
  }
}

/**
 * Removes an object, or marks it when somebody still has to agree: finalizers, and the kubelet of a pod that runs on a node (there
 * is none, so such a pod goes only with `gracePeriodSeconds=0`).
 */
function removeObject(
  state: ClusterState,
  type: ResourceType,
  object: ApiObject,
  gracePeriodSeconds?: number,
): { last: ApiObject; gone: boolean } {
  const table = tableOf(type);
  const { nodeName } = mapOf(object.spec);
  const grace =
    table === 'pods' && nodeName ? gracePeriodSeconds ?? GRACE_SECONDS : 0;
  if (table === 'namespaces') {
    return removeNamespace(state, object);
  }
  if (grace > 0 || listOf(object.metadata.finalizers).length > 0) {
    return { last: markDeleted(state, table, object, grace), gone: false };
  }
  const last = state.store.remove(table, objectKey(object)) ?? object;
  if (table === 'customresourcedefinitions.apiextensions.k8s.io') {
    forgetCrd(state, object);
  }
  return { last, gone: true };
}

/** Takes everything in a namespace with it, at once. It stays Terminating while an object or itself has a finalizer. */
function removeNamespace(
  state: ClusterState,
  namespace: ApiObject,
): { last: ApiObject; gone: boolean } {
  const marked = markDeleted(state, 'namespaces', namespace, 0);
  const { name } = namespace.metadata;
  let left = 0;
  for (const type of state.types.all().filter(({ namespaced }) => namespaced)) {
    for (const [, object] of state.store.list(tableOf(type))) {
      if (object.metadata.namespace === name) {
        left += removeObject(state, type, object, 0).gone ? 0 : 1;
      }
    }
  }
  const gone = left === 0 && listOf(marked.metadata.finalizers).length === 0;
  if (gone) {
    state.store.remove('namespaces', name);
  }
  return { last: marked, gone };
}

function markDeleted(
  state: ClusterState,
  table: string,
  object: ApiObject,
  grace: number,
): ApiObject {
  if (object.metadata.deletionTimestamp) {
    return object;
  }
  return state.store.put(table, {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(new Date(Date.now() + grace * 1000)),
      ...(table !== 'namespaces' && { deletionGracePeriodSeconds: grace }),
      ...(object.metadata.generation && {
        generation: object.metadata.generation + 1,
      }),
    },
    ...(table === 'namespaces' && {
      status: { ...mapOf(object.status), phase: 'Terminating' },
    }),
  });
}

/** With its definition a custom resource goes, and all objects of it. */
function forgetCrd(state: ClusterState, crd: ApiObject): void {
  const { group, names } = mapOf(crd.spec);
  const table = `${mapOf(names).plural}.${group}`;
  for (const [key] of state.store.list(table)) {
    state.store.remove(table, key);
  }
  state.types.remove(table);
}

function parseDeleteOptions(call: ApiCall): DeleteOptions {
  const body =
    call.body.length > 0 ? parseObjectBody(call.body, call.contentType) : {};
  const inBody = listOf(body.dryRun).map(String);
  const grace = call.query.get('gracePeriodSeconds') ?? body.gracePeriodSeconds;
  return {
    dryRun: parseDryRun('DeleteOptions', [
      ...call.query.getAll('dryRun'),
      ...inBody,
    ]),
    preconditions: isMap(body.preconditions) ? body.preconditions : {},
    ...(grace !== undefined &&
      grace !== null && { gracePeriodSeconds: Number(grace) }),
  };
}

function checkPreconditions(
  type: ResourceType,
  { metadata }: ApiObject,
  { uid, resourceVersion }: JsonMap,
): void {
  if (uid && uid !== metadata.uid) {
    throw preconditionFailed(
      type,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw preconditionFailed(
      type,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}
