import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterRoles } from './clusterRoles';
import { Istiod, istiods } from './istiods';
import { worksForOther } from './worksForOther';

/**
 * The cluster whose istiods serve a remote: the one that its roles tell, else the only one whose istiods are told to serve remotes, else the only one that
 * has any; `undefined` if several might, and for clusters that are no remote. Reference 1.5.
 */
export const servingCluster: Rule<ClusterName, ClusterName | undefined> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const remote = mesh
      .ask(clusterRoles, cluster)
      .flatMap(role =>
        role.code === 'remote' || role.code === 'remote-of-external'
          ? [role]
          : [],
      )
      .at(0);
    if (!remote) return undefined;
    return (
      remote.of ??
      onlyOne(mesh, ({ env }) => env.get('EXTERNAL_ISTIOD') === 'true') ??
      onlyOne(mesh, () => true)
    );
  },
};

/** The only cluster with an istiod of its own that fits. One that was seen without any does not begin to serve others while nobody looks. */
function onlyOne(
  mesh: Mesh,
  fits: (istiod: Istiod) => boolean,
): ClusterName | undefined {
  const found = mesh.clusters().filter(cluster => {
    const own = mesh.ask(istiods, cluster);
    if (own.length === 0 && mesh.sight(cluster, 'Deployment') !== 'none')
      mesh.tolerate({ cluster, kind: 'Deployment' }, 'it was seen without');
    return own.some(istiod => fits(istiod) && !mesh.ask(worksForOther, istiod));
  });
  return found.length === 1 ? found[0] : undefined;
}
