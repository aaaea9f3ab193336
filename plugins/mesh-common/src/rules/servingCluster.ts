import { Mesh } from '../model/mesh';
import { Labels } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { announcedControlPlanes } from './announcedControlPlanes';
import { clusterIdOf } from './clusterId';
import { clusterRoles } from './clusterRoles';
import { Istiod, istiods } from './istiods';
import { worksForOther } from './worksForOther';

/**
 * The cluster whose istiods serve a remote: the one that its roles tell, else the only one of those that it names whose istiods are told to serve remotes,
 * else the only one of them that has any; `undefined` if several might, or if one was never seen, and for clusters that are no remote. Reference 1.5.
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
    if (remote.of !== undefined) return remote.of;
    const candidates = clustersThatMay(mesh, cluster);
    return (
      onlyOne(mesh, candidates, ({ env }) => servesRemotes(env)) ??
      onlyOne(mesh, candidates, () => true)
    );
  },
};

function servesRemotes(env: Labels): boolean {
  return env.get('EXTERNAL_ISTIOD') === 'true';
}

/** Clusters that a remote lets serve it; none while somebody else may have what nobody saw. */
function clustersThatMay(
  mesh: Mesh,
  remote: ClusterName,
): readonly ClusterName[] {
  const named = mesh.ask(announcedControlPlanes, remote);
  const candidates =
    named.length === 0 || named.includes('*')
      ? mesh.clusters()
      : mesh
          .clusters()
          .filter(cluster => named.includes(mesh.ask(clusterIdOf, cluster).id));
  const isUnseen = (cluster: ClusterName) =>
    mesh.sight(cluster, 'Deployment') === 'none';
  return candidates.some(isUnseen) ? [] : candidates;
}

/** The only cluster with an istiod of its own that fits. One that was seen without any does not begin to serve others while nobody looks. */
function onlyOne(
  mesh: Mesh,
  candidates: readonly ClusterName[],
  fits: (istiod: Istiod) => boolean,
): ClusterName | undefined {
  const found = candidates.filter(cluster => {
    const own = mesh.ask(istiods, cluster);
    // While all is listed, what is missing are Deployments that could not be read, and one of them may be an istiod.
    if (own.length === 0 && mesh.state(cluster, 'Deployment') !== 'synced')
      mesh.tolerate({ cluster, kind: 'Deployment' }, 'it was seen without');
    return own.some(istiod => fits(istiod) && !mesh.ask(worksForOther, istiod));
  });
  return found.length === 1 ? found[0] : undefined;
}
