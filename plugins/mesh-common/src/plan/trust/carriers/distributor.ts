import { Certificate } from '../../../model/certificate';
import { ClusterName } from '../../../model/refs';
import { answer } from '../../../rules/answer';
import { servingViews } from '../../../rules/servingViews';
import { handsOutRoots, mountsTrustBundle } from '../../../rules/rootSource';
import { TRUST_FIELD_MANAGER } from '../../fieldManagers';
import { distributedRootManifest } from '../../manifests/distributedRoot';
import { PlannedApply } from '../../plan';
import { Carrier, TrustTarget } from '../Carriage';

/**
 * ConfigMaps of our own, one for each root, which the distributor of a cluster takes up into the bundle of every namespace. It
 * counts only where no istiod writes those bundles itself (T29).
 */
export const distributorCarrier: Carrier = target => {
  const { snapshot, serves, context, memo, refuse } = target;
  for (const cluster of serves) {
    const at = `the workloads in ${cluster}`;
    if (!context.distributors.has(cluster)) {
      return refuse(
        'no-distributor',
        `It serves ${at}, and no distributor of roots is configured for that cluster`,
        `Add the cluster to mesh.trustDistributors, or let mesh config carry the roots.`,
      );
    }
    const { value: views } = answer(snapshot, servingViews, cluster, memo);
    const writing = views.find(handsOutRoots);
    if (writing) {
      return refuse(
        'bundle-not-read',
        `Control plane ${writing.key.deployment} writes the bundles of ${at} itself and would take the roots out again`,
        'Let mesh config carry the roots. A distributor counts only where istiod has no authority of its own (ENABLE_CA_SERVER "false").',
      );
    }
    const mounting = views.find(mountsTrustBundle);
    if (mounting) {
      return refuse(
        'bundle-not-read',
        `Pods of ${mounting.key.deployment} mount a ClusterTrustBundle and not the bundle of their namespace`,
        'Let a ClusterTrustBundle carry the roots.',
      );
    }
  }
  const bundles = serves.flatMap(cluster => bundlesIn(target, cluster));
  const known = [...new Set(bundles.flat())];
  return {
    objects: serves.flatMap(cluster => sources(target, cluster)),
    trusted: known.filter(({ fingerprint }) =>
      bundles.every(bundle =>
        bundle.some(held => held.fingerprint === fingerprint),
      ),
    ),
    known,
    notes: [
      `The distributors of ${serves.join(
        ', ',
      )} take the roots up into the bundle of every namespace. Whether they are configured to is seen by the bundles afterwards.`,
      'The bundles then hold more than the root that signs, so from bundles alone nobody can tell any more which one that is: others may see the trust in this mesh as not known.',
      'Workloads read their bundle when they start. Restart those that are to trust the roots.',
    ],
  };
};

function sources(
  { context, offered }: TrustTarget,
  cluster: ClusterName,
): readonly PlannedApply[] {
  const distributor = context.distributors.get(cluster);
  if (!distributor) return [];
  return offered.map(
    (root): PlannedApply => ({
      act: 'apply',
      cluster,
      fieldManager: TRUST_FIELD_MANAGER,
      manifest: distributedRootManifest(root, distributor),
    }),
  );
}

function bundlesIn(
  { snapshot }: TrustTarget,
  cluster: ClusterName,
): readonly (readonly Certificate[])[] {
  const view = snapshot.view(cluster, 'RootCertificates');
  return (view?.table.list() ?? []).map(({ certificates }) => certificates);
}
