import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { systemNamespaces } from './systemNamespaces';

const CONTROL_PLANE_CLUSTERS = 'topology.istio.io/controlPlaneClusters';

/** IDs of the clusters that may serve a remote, as the annotation of its system namespace names them; `*` is any, and none says nothing. Reference 1.5. */
export const announcedControlPlanes: Rule<ClusterName, readonly string[]> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    for (const name of mesh.ask(systemNamespaces, cluster)) {
      const announced = mesh
        .get(cluster, 'Namespace', { namespace: '', name })
        ?.annotations.get(CONTROL_PLANE_CLUSTERS);
      if (!announced) continue;
      mesh.because(
        { cluster, kind: 'Namespace', namespace: '', name },
        `metadata.annotations["${CONTROL_PLANE_CLUSTERS}"]`,
        announced,
      );
      return announced.split(',').map(part => part.trim());
    }
    return [];
  },
};
