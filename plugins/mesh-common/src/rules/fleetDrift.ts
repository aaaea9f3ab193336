import { CONFIG_KINDS } from '../model/configKinds';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { Collision, collisions, ServiceCollisions } from './collisions';
import { drift, MeshDrift } from './drift';
import { meshIds } from './meshPrimaries';
import { sharedServices } from './sharedServices';

/** What is not the same in all clusters of the fleet and should be (C6, C7, S10). @public */
export interface FleetDrift {
  /** One for each mesh, by its ID. */
  readonly meshes: readonly MeshDrift[];
  /** Services whose copies do not fit together. */
  readonly collisions: readonly ServiceCollisions[];
  /** Services with a name that several clusters have. */
  readonly sharedServices: number;
  /** Clusters in which everything was compared. */
  readonly checked: readonly ClusterName[];
  /** Clusters in which something could not be read: nothing found there means nothing. */
  readonly unchecked: readonly ClusterName[];
}

/** Kinds that decide what is compared. */
const COMPARED = [
  ...CONFIG_KINDS,
  'Deployment',
  'MeshConfig',
  'Namespace',
  'Service',
] as const;

/** Drift between the primaries of each mesh, and services whose copies collide. Reference 3.1, 6.5. @public */
export const fleetDrift: Rule<void, FleetDrift> = {
  source: '6.5',
  nameOf: () => 'fleet',
  ask(mesh) {
    const shared = mesh.ask(sharedServices, undefined);
    const isChecked = (cluster: ClusterName) =>
      COMPARED.every(kind => mesh.sight(cluster, kind) === 'full');
    const clusters = mesh.clusters();
    return {
      meshes: mesh
        .ask(meshIds, undefined)
        .map(id => mesh.ask(drift, { mesh: id })),
      collisions: shared
        .map(service => mesh.ask(collisions, { service }))
        .filter(({ verdict }) => verdict === 'collides'),
      sharedServices: shared.length,
      checked: clusters.filter(isChecked),
      unchecked: clusters.filter(cluster => !isChecked(cluster)),
    };
  },
};

/** Whether a collision changes what callers get. Other numbers under one port name do not: clients use those of the defining copy. Reference 3.4. @public */
export function changesCalls({ code }: Collision): boolean {
  return code !== 'port-numbers';
}
