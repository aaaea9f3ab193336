import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterIdOf } from './clusterId';
import { clusterRoles } from './clusterRoles';
import { ControlPlaneView, controlPlaneView } from './controlPlaneView';
import { Istiod, istiods } from './istiods';
import { servingCluster } from './servingCluster';
import { worksForOther } from './worksForOther';

/** The control planes that workloads of a cluster may belong to: its own, or those of the cluster that serves it as a remote. Reference 1.5. */
export const servingViews: Rule<ClusterName, readonly ControlPlaneView[]> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const own = mesh
      .ask(istiods, cluster)
      .filter(istiod => !mesh.ask(worksForOther, istiod));
    const { id } = mesh.ask(clusterIdOf, cluster);
    const others = mesh.ask(clusterRoles, cluster).flatMap(role => {
      if (role.code !== 'remote' && role.code !== 'remote-of-external')
        return [];
      const home = role.of ?? mesh.ask(servingCluster, cluster);
      const found = home === undefined ? [] : mesh.ask(istiods, home);
      const external = role.code === 'remote-of-external';
      return found.filter(istiod =>
        external
          ? istiod.clusterId === id && mesh.ask(worksForOther, istiod)
          : !mesh.ask(worksForOther, istiod),
      );
    });
    return [...own, ...others].flatMap(
      ({ cluster: home, namespace, deployment }: Istiod) =>
        mesh.ask(controlPlaneView, { cluster: home, namespace, deployment }) ??
        [],
    );
  },
};
