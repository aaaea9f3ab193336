import { Mesh } from '../model/mesh';
import { allViews } from './allViews';
import { ControlPlaneView } from './controlPlaneView';
import { ControlPlaneRef } from './governedBy';

/** What the control plane that injects somebody works with; `undefined` if it runs in no known cluster. */
export function viewOfOwner(
  mesh: Mesh,
  owner: ControlPlaneRef,
): ControlPlaneView | undefined {
  return mesh
    .ask(allViews, undefined)
    .find(
      view =>
        view.key.cluster === owner.cluster &&
        view.namespace === owner.namespace &&
        view.revision === owner.revision,
    );
}
