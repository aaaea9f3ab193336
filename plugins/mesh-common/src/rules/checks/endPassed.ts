import { ENDS_AT_ANNOTATION } from '../../annotations';
import { ConfigKind } from '../../model/configKinds';
import { RecordKey, recordKey } from '../../model/record';
import { Mesh } from '../../model/mesh';
import { ClusterName, Instant } from '../../model/refs';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { findingSubject } from '../findingSubject';

/** Kinds that grants and drains write. */
const KINDS = [
  'AuthorizationPolicy',
  'DestinationRule',
  'VirtualService',
] as const satisfies readonly ConfigKind[];

interface Temporary {
  readonly cluster: ClusterName;
  readonly kind: (typeof KINDS)[number];
  readonly key: RecordKey;
  readonly endsAt: Instant;
}

/** Grants and drains that are in force after their end. Nothing takes them back by itself. Reference 6.1. */
export const endPassed = defineCheck<Temporary>({
  code: 'end-passed',
  source: '6.1',
  subjects: mesh =>
    KINDS.flatMap(kind =>
      configKeys(mesh, kind).flatMap(key => temporaries(mesh, kind, key)),
    ).filter(({ endsAt }) => endsAt < mesh.now()),
  nameOf: ({ cluster, kind, key, endsAt }) =>
    `${cluster} ${kind} ${recordKey(key)} ${endsAt}`,
  find(mesh, { cluster, kind, key, endsAt }) {
    const end = new Date(endsAt).toISOString();
    // The look-up makes the answer depend on the object.
    configObjects(mesh, kind, key);
    mesh.because(
      { cluster, kind, ...key },
      `metadata.annotations["${ENDS_AT_ANNOTATION}"]`,
      end,
    );
    return [
      {
        severity: 'warning',
        subject: findingSubject(kind, key, [cluster]),
        message: `${kind} ${recordKey(
          key,
        )} in ${cluster} was to end on ${end} and is still in force.`,
        fix: 'Undo the operation that wrote it, or plan it again with a later end.',
      },
    ];
  },
});

function temporaries(
  mesh: Mesh,
  kind: Temporary['kind'],
  key: RecordKey,
): readonly Temporary[] {
  return configObjects(mesh, kind, key).flatMap(({ cluster, record }) => {
    const endsAt = Date.parse(record.annotations.get(ENDS_AT_ANNOTATION) ?? '');
    return Number.isNaN(endsAt) ? [] : { cluster, kind, key, endsAt };
  });
}
