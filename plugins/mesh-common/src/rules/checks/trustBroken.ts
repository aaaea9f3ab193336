import { Mesh } from '../../model/mesh';
import { defineCheck } from '../check';
import { controlPlaneView } from '../controlPlaneView';
import { FindingDraft } from '../finding';
import { findingSubject } from '../findingSubject';
import { isSeen } from '../isSeen';
import { TrustCell, trustMatrix } from '../trustMatrix';
import { TrustParty } from '../trustParties';

interface Broken {
  readonly truster: TrustParty;
  readonly trusted: TrustParty;
  readonly cell: TrustCell;
}

/** Clusters that discover each other's services and do not accept each other's certificates. Reference 7.3. */
export const trustBroken = defineCheck<Broken>({
  code: 'trust-broken',
  source: '7.3',
  subjects(mesh) {
    const { parties, cells } = mesh.ask(trustMatrix, undefined);
    return cells
      .filter(({ verdict }) => verdict === 'no' || verdict === 'partly')
      .map(cell => ({
        truster: parties[cell.truster],
        trusted: parties[cell.trusted],
        cell,
      }))
      .filter(
        ({ truster, trusted, cell }) =>
          // Where both have the same trust domain, one of them does not know it: that is another check's.
          (cell.roots.code !== 'yes' ||
            truster.trustDomain !== trusted.trustDomain) &&
          callsTo(mesh, truster, trusted),
      );
  },
  nameOf: ({ truster, trusted, cell }) =>
    JSON.stringify([sideName(truster), sideName(trusted), cell]),
  find(mesh, { truster, trusted, cell }): readonly FindingDraft[] {
    for (const { cluster, bundles } of [truster, trusted]) {
      for (const { namespaces } of bundles) {
        const [namespace] = namespaces;
        mesh.list(cluster, 'RootCertificates', namespace);
        mesh.because(
          { cluster, kind: 'ConfigMap', namespace, name: 'istio-ca-root-cert' },
          'data["root-cert.pem"]',
        );
      }
    }
    const pair = `${truster.cluster} to ${trusted.cluster}`;
    return [
      {
        severity: cell.verdict === 'no' ? 'error' : 'warning',
        subject: findingSubject('Cluster', { namespace: '', name: pair }, [
          truster.cluster,
          trusted.cluster,
        ]),
        message: `Workloads in ${truster.cluster} discover services in ${
          trusted.cluster
        }, but ${reason(truster, trusted, cell)}.`,
        fix:
          cell.roots.code === 'yes'
            ? 'Name the other trust domain in trustDomainAliases of both mesh configs.'
            : 'Give both sides a common root, or each the other root in its bundle.',
      },
    ];
  },
});

/** What a finding says of a side. */
function sideName({
  cluster,
  controlPlanes,
  trustDomain,
  bundles,
}: TrustParty): readonly unknown[] {
  const namespaces = bundles.map(bundle => bundle.namespaces[0]);
  return [cluster, controlPlanes, trustDomain, namespaces];
}

/** The control planes of one side know the other as a part of their mesh. */
function callsTo(
  mesh: Mesh,
  truster: TrustParty,
  trusted: TrustParty,
): boolean {
  if (truster.cluster === trusted.cluster) return false;
  return truster.controlPlanes.some(
    key =>
      isSeen(mesh, [key.cluster], ['ClusterLinks']) &&
      mesh
        .ask(controlPlaneView, key)
        ?.registries.some(({ cluster }) => cluster === trusted.cluster),
  );
}

function reason(
  truster: TrustParty,
  trusted: TrustParty,
  { roots, asClient, asServer }: TrustCell,
): string {
  switch (roots.because) {
    case 'different-roots':
      return 'no root signs for both';
    case 'recreated-root':
      return 'their roots have the same name and different keys';
    case 'expired-root':
      return 'the root has ended';
    case 'bundles-differ':
      return 'only some of its namespaces hold the root';
    default:
      break;
  }
  const who =
    asClient === 'no' && asServer === 'no'
      ? 'neither its clients nor its servers accept'
      : `its ${asClient === 'no' ? 'clients do' : 'servers do'} not accept`;
  return `${who} the trust domain ${trusted.trustDomain} (its own is ${truster.trustDomain})`;
}
