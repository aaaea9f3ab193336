import { Rule } from '../model/rule';
import { ControlPlaneView, controlPlaneView } from './controlPlaneView';
import { istiods } from './istiods';

/** Every control plane of the fleet. Reference 0.1. */
export const allViews: Rule<void, readonly ControlPlaneView[]> = {
  source: '0.1',
  nameOf: () => 'fleet',
  ask: mesh =>
    mesh
      .clusters()
      .flatMap(cluster => mesh.ask(istiods, cluster))
      .flatMap(
        ({ cluster, namespace, deployment }) =>
          mesh.ask(controlPlaneView, { cluster, namespace, deployment }) ?? [],
      ),
};
