import type { ClusterSpec } from '../engine';
import { Authenticator } from './Authenticator';
import { Authorizer } from './Authorizer';
import { ObjectStore } from './ObjectStore';
import { TypeRegistry } from './TypeRegistry';

/** All that one embedded cluster is made of, apart from its server. */
export interface ClusterState {
  readonly spec: ClusterSpec;
  readonly store: ObjectStore;
  readonly types: TypeRegistry;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
}

/** An empty cluster that serves the built-in kinds. */
export function createClusterState(spec: ClusterSpec): ClusterState {
  const store = ObjectStore.create();
  return {
    spec,
    store,
    types: TypeRegistry.create(),
    authenticator: Authenticator.create(spec, store),
    authorizer: Authorizer.create(store),
  };
}
