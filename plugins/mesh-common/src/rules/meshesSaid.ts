import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { meshConfigOf } from './controlPlanes';
import { istiods } from './istiods';

/**
 * Meshes that the control planes of a cluster say they are of; none if there is none, or if one of them does not tell. A cluster does not change its mesh
 * while nobody looks, so it may be long ago that they said so. Reference 0.1.
 */
export const meshesSaid: Rule<ClusterName, readonly string[]> = {
  source: '0.1',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const said = mesh
      .ask(istiods, cluster)
      .map(istiod => mesh.ask(meshConfigOf, istiod)?.settings)
      .map(settings => settings && (settings.meshId ?? settings.trustDomain));
    const known = said.filter(id => id !== undefined);
    return known.length === said.length ? [...new Set(known)] : [];
  },
};
