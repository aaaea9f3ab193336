import { recordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ConfigName, objectDrift } from './objectDrift';
import { specText } from './specText';

/** What some clusters say in a field. @public */
export interface FieldVariant {
  readonly clusters: readonly ClusterName[];
  /** `absent`: the field is not set. `not-kept`: it is set, and Meshwise keeps nothing of it. */
  readonly code: 'absent' | 'shown' | 'not-kept';
  /** What is kept of the value, as YAML; parts that no rule reads are missing. */
  readonly text: string | undefined;
}

/** One field that is not the same in all primaries of a mesh. @public */
export interface FieldDifference {
  /** Path within `spec`. */
  readonly field: string;
  /** In the order of {@link ObjectDrift}: the most common variant of the object first. */
  readonly variants: readonly FieldVariant[];
}

/** The differing fields of an object, side by side. Empty unless its copies differ. Reference 6.5. @public */
export const fieldDifferences: Rule<ConfigName, readonly FieldDifference[]> = {
  source: '6.5',
  nameOf: ({ mesh, kind, key }) => [mesh, kind, recordKey(key)].join('\n'),
  ask(mesh, name) {
    const differs = mesh
      .ask(objectDrift, name)
      .find(({ code }) => code === 'differs');
    if (differs?.code !== 'differs') return [];
    const { kind, key } = name;
    const copies = differs.variants.map(clusters => ({
      clusters,
      record: mesh.get(clusters[0], kind, key),
    }));
    return differs.fields.map(field => ({
      field,
      variants: copies.map(({ clusters, record }): FieldVariant => {
        if (!record?.digests.has(field))
          return { clusters, code: 'absent', text: undefined };
        const text = specText(record, field);
        return {
          clusters,
          code: text === undefined ? 'not-kept' : 'shown',
          text,
        };
      }),
    }));
  },
};
