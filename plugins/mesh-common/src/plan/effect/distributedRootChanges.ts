import { decodeCertificates } from '../../decode/certificate';
import { Field } from '../../decode/field';
import { Certificate } from '../../model/certificate';
import { Change } from '../../model/change';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { Manifest } from '../plan';

/** What a distributor makes of the source of a root, or of its end: every bundle of the cluster has the root, or has it no more. */
export function distributedRootChanges(
  snapshot: Snapshot,
  cluster: ClusterName,
  fingerprint: string,
  source: Manifest | undefined,
): readonly Change[] {
  const added = source === undefined ? [] : certificatesIn(source);
  const bundles =
    snapshot.view(cluster, 'RootCertificates')?.table.list() ?? [];
  return bundles.map(bundle => {
    const others = bundle.certificates.filter(
      held => !held.fingerprint.startsWith(fingerprint),
    );
    return {
      code: 'apply',
      cluster,
      kind: 'RootCertificates',
      record: { ...bundle, certificates: [...others, ...added] },
    };
  });
}

function certificatesIn({ data }: Manifest): readonly Certificate[] {
  return Object.values(data ?? {}).flatMap(text =>
    decodeCertificates(Field.root(text)),
  );
}
