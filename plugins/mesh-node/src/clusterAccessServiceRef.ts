import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ClusterAccessService } from './ClusterAccess';
import { ClusterAccessSlot } from './ClusterAccessSlot';

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
