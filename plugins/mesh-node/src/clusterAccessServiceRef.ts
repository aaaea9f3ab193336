import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ClusterAccess } from './ClusterAccess';
import { ClusterAccessSlot } from './ClusterAccessSlot';

/**
 * The clusters of the backend, and the place where a module says which they are.
 *
 * @public
 */
export interface ClusterAccessService extends ClusterAccess {
  /**
   * Makes `source` the one that lists the clusters, for everybody who has subscribed or will. Throws when there is one
   * already: two lists cannot be told apart.
   */
  provide(source: ClusterAccess): void;
}

/**
 * Root-scoped service that connects the mesh plugin with the module that knows the clusters. Its state is `waiting`
 * until the module `mesh` of the plugin `kubernetes` has provided them.
 *
 * @public
 */
export const clusterAccessServiceRef = createServiceRef<ClusterAccessService>({
  id: 'mesh.cluster-access',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ClusterAccessSlot.create(),
    }),
});
