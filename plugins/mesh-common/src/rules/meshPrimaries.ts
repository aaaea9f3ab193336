import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { ControlPlaneView } from './controlPlaneView';
import { meshIdOf } from './meshIdOf';
import { servingViews } from './servingViews';

/** A cluster from which control planes of a mesh read their configuration. */
export interface MeshPrimary {
  readonly cluster: ClusterName;
  readonly views: readonly ControlPlaneView[];
  /** Clusters whose workloads live by that configuration. */
  readonly serves: readonly ClusterName[];
}

/** The primaries of a mesh, by name of their cluster. Reference 6.5. */
export const meshPrimaries: Rule<string, readonly MeshPrimary[]> = {
  source: '6.5',
  nameOf: id => id,
  ask(mesh, id) {
    const views = mesh
      .ask(allViews, undefined)
      .filter(view => meshIdOf(view) === id);
    const clusters = [
      ...new Set(views.map(({ configCluster }) => configCluster)),
    ].sort(compareText);
    return clusters.map(cluster => ({
      cluster,
      views: views.filter(view => view.configCluster === cluster),
      serves: mesh
        .clusters()
        .filter(served =>
          mesh
            .ask(servingViews, served)
            .some(
              view => view.configCluster === cluster && meshIdOf(view) === id,
            ),
        ),
    }));
  },
};

/** IDs of all meshes that have a control plane in the fleet, sorted. */
export const meshIds: Rule<void, readonly string[]> = {
  source: '1.3',
  nameOf: () => 'fleet',
  ask: mesh =>
    [...new Set(mesh.ask(allViews, undefined).map(meshIdOf))].sort(compareText),
};
