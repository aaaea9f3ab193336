import { recordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { FieldDifference, fieldDifferences } from './fieldDifferences';
import { meshPrimaries } from './meshPrimaries';
import { ConfigName, ObjectDrift, objectDrift } from './objectDrift';

/** How one object differs between the primaries of a mesh, with the fields side by side. @public */
export interface ConfigDrift {
  /** Clusters from which control planes of the mesh read. */
  readonly primaries: readonly ClusterName[];
  readonly drifts: readonly ObjectDrift[];
  /** Empty unless copies differ. */
  readonly fields: readonly FieldDifference[];
}

/** Whether one object is the same in all primaries of a mesh, without a look at any other. Reference 6.5. @public */
export const configDrift: Rule<ConfigName, ConfigDrift> = {
  source: '6.5',
  nameOf: ({ mesh, kind, key }) => [mesh, kind, recordKey(key)].join('\n'),
  ask: (mesh, name) => ({
    primaries: mesh.ask(meshPrimaries, name.mesh).map(({ cluster }) => cluster),
    drifts: mesh.ask(objectDrift, name),
    fields: mesh.ask(fieldDifferences, name),
  }),
};
