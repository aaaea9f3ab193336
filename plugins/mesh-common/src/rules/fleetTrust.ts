import { Rule } from '../model/rule';
import { meshIds } from './meshPrimaries';
import { Rotation, rotationStage } from './rotationStage';
import { TrustMatrix, trustMatrix } from './trustMatrix';
import { TrustRoots, trustRoots } from './trustRoots';

/** Everything about trust in the fleet: which roots there are, who accepts whom, and which rotations are under way (X1, X2, X4). @public */
export interface FleetTrust extends TrustRoots {
  readonly matrix: TrustMatrix;
  /** One for each mesh, by its ID. */
  readonly rotations: readonly Rotation[];
}

/** Roots, trust and rotations of the whole fleet. Reference 7.2 to 7.4. @public */
export const fleetTrust: Rule<void, FleetTrust> = {
  source: '7.3',
  ask: mesh => ({
    ...mesh.ask(trustRoots, undefined),
    matrix: mesh.ask(trustMatrix, undefined),
    rotations: mesh
      .ask(meshIds, undefined)
      .map(id => mesh.ask(rotationStage, { mesh: id })),
  }),
};
