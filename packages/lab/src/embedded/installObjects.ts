import type { Json, KubernetesObject } from '../kubernetesObject';
import type { ApiCall } from './ApiCall';
import { isMap, JsonMap } from './apiObject';
import type { ClusterState } from './ClusterState';
import { commitCreate } from './commit';

/** The server's own hand. */
const SERVER = { name: 'system:apiserver', groups: ['system:masters'] };

/** Creates objects that nobody asked for: what a cluster has from the start. */
export function installObjects(
  state: ClusterState,
  objects: readonly KubernetesObject[],
): void {
  for (const object of objects) {
    commitCreate(
      callFor(state, object),
      toJson(object),
      (_before, next) => next,
      false,
    );
  }
}

function callFor(
  state: ClusterState,
  { apiVersion, kind, metadata }: KubernetesObject,
): ApiCall {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  const type = state.types
    .all()
    .find(candidate => candidate.group === group && candidate.kind === kind);
  if (!type) {
    throw new Error(`The embedded engine serves no ${kind} of ${apiVersion}`);
  }
  return {
    state,
    user: SERVER,
    type,
    request: {
      kind: 'resource',
      group,
      version,
      plural: type.plural,
      namespace: metadata.namespace ?? '',
      name: '',
      subresource: '',
    },
    query: new URLSearchParams(),
    userAgent: 'system:apiserver',
    contentType: '',
    metadataOnly: false,
    body: Buffer.alloc(0),
    warnings: [],
  };
}

function toJson(object: KubernetesObject): JsonMap {
  const copy: Json = JSON.parse(JSON.stringify(object));
  return isMap(copy) ? copy : {};
}
