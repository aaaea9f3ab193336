import { Certificate } from '../../model/certificate';
import { ApplyChange } from '../../model/change';
import { Snapshot } from '../../model/snapshot';
import { draftChanges } from '../effect/draftChanges';
import { PlannedObject } from '../plan';

/**
 * Where workloads get their roots from, and the roots are not (yet) what objects that were written or deleted should have made of
 * them: the operator has not rendered mesh config, a distributor has not filled bundles, or somebody has put a bundle back (T29). In
 * words, such as `ConfigMap shop/istio-ca-root-cert in c1`; empty as soon as all of it is seen.
 *
 * @public
 */
export function rootsNotSeen(
  snapshot: Snapshot,
  objects: readonly PlannedObject[],
): readonly string[] {
  return draftChanges(snapshot, objects).flatMap(change => {
    if (change.code !== 'apply') return [];
    const wanted = rootsIn(change);
    const now = seen(snapshot, change);
    if (!wanted || (now && sameRoots(wanted, now))) return [];
    const { cluster, kind, record } = change;
    const name = record.namespace
      ? `${record.namespace}/${record.name}`
      : record.name;
    const word = kind === 'ClusterTrustBundle' ? kind : 'ConfigMap';
    return [`${word} ${name} in ${cluster}`];
  });
}

/** Roots of an object from which workloads get them; `undefined` for all other kinds. */
function rootsIn(change: ApplyChange): readonly Certificate[] | undefined {
  switch (change.kind) {
    case 'MeshConfig':
      return change.record.settings.caCertificates;
    case 'RootCertificates':
    case 'ClusterTrustBundle':
      return change.record.certificates;
    default:
      return undefined;
  }
}

function seen(
  snapshot: Snapshot,
  { cluster, kind, record }: ApplyChange,
): readonly Certificate[] | undefined {
  switch (kind) {
    case 'MeshConfig':
      return snapshot.view(cluster, kind)?.table.get(record)?.settings
        .caCertificates;
    case 'RootCertificates':
    case 'ClusterTrustBundle':
      return snapshot.view(cluster, kind)?.table.get(record)?.certificates;
    default:
      return undefined;
  }
}

function sameRoots(
  a: readonly Certificate[],
  b: readonly Certificate[],
): boolean {
  const [one, other] = [a, b].map(
    roots => new Set(roots.map(({ fingerprint }) => fingerprint)),
  );
  return one.size === other.size && [...one].every(root => other.has(root));
}
