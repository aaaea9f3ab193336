import { Certificate } from '../../../model/certificate';
import { ClusterName } from '../../../model/refs';
import { ClusterTrustBundleRecord } from '../../../model/records/rootCertificates';
import {
  handsOutRoots,
  ISTIO_TRUST_BUNDLE,
  mountsTrustBundle,
} from '../../../rules/rootSource';
import { TRUST_FIELD_MANAGER } from '../../fieldManagers';
import { trustBundleManifest } from '../../manifests/trustBundle';
import { PlannedApply } from '../../plan';
import { Carrier } from '../Carriage';

/**
 * The ClusterTrustBundle that pods mount instead of the ConfigMap of their namespace. Its text belongs to one writer as a whole: to
 * istiod while that has an authority of its own (T29), else to whoever published it, who must hand it over first.
 */
export const trustBundleCarrier: Carrier = target => {
  const { view, serves, offered, refuse } = target;
  if (!mountsTrustBundle(view)) {
    return refuse(
      'bundle-not-read',
      'Its pods mount no ClusterTrustBundle: ENABLE_CLUSTER_TRUST_BUNDLE_API is not switched on',
      'Let mesh config carry the roots, or switch it on for istiod and its injector first.',
    );
  }
  if (handsOutRoots(view)) {
    return refuse(
      'bundle-not-read',
      `It writes the ClusterTrustBundle ${ISTIO_TRUST_BUNDLE} itself and would take the roots out again`,
      'Let mesh config carry the roots. The bundle is free only where istiod has no authority of its own (ENABLE_CA_SERVER "false").',
    );
  }
  const objects: PlannedApply[] = [];
  const held: (readonly Certificate[])[] = [];
  for (const cluster of serves) {
    const bundle = bundleIn(target, cluster);
    if (!bundle?.complete) {
      return refuse(
        'bundle-not-read',
        bundle
          ? `The ClusterTrustBundle of ${cluster} holds more than certificates, which Meshwise does not read and so could not keep`
          : `There is no ClusterTrustBundle ${ISTIO_TRUST_BUNDLE} in ${cluster}, or it cannot be seen`,
        `Publish the roots of the mesh's own authority in it first, and nothing else.`,
      );
    }
    held.push(bundle.certificates);
    const missing = offered.filter(({ certificate }) =>
      bundle.certificates.every(
        ({ fingerprint }) => fingerprint !== certificate.fingerprint,
      ),
    );
    objects.push({
      act: 'apply',
      cluster,
      fieldManager: TRUST_FIELD_MANAGER,
      manifest: trustBundleManifest([
        bundle.pem,
        ...missing.map(({ pem }) => pem),
      ]),
    });
  }
  const known = [...new Set(held.flat())];
  return {
    objects,
    known,
    trusted: known.filter(({ fingerprint }) =>
      held.every(bundle =>
        bundle.some(certificate => certificate.fingerprint === fingerprint),
      ),
    ),
    notes: [
      `The text of ${ISTIO_TRUST_BUNDLE} has one owner. Whoever has published it so far hands it over by applying it once, server-side, as field manager ${TRUST_FIELD_MANAGER}.`,
      'The bundle then holds more than the root that signs, so from the bundle alone nobody can tell any more which one that is: others may see the trust in this mesh as not known.',
      'Running pods see the new bundle within minutes, and their proxies read it when they start. Restart those that are to trust the roots.',
    ],
  };
};

function bundleIn(
  { snapshot }: Parameters<Carrier>[0],
  cluster: ClusterName,
): ClusterTrustBundleRecord | undefined {
  return snapshot
    .view(cluster, 'ClusterTrustBundle')
    ?.table.get({ namespace: '', name: ISTIO_TRUST_BUNDLE });
}
