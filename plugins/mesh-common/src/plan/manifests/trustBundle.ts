import {
  ISTIO_TRUST_BUNDLE,
  ISTIO_TRUST_BUNDLE_SIGNER,
} from '../../rules/rootSource';
import { Manifest } from '../plan';

/** The ClusterTrustBundle that pods of Istio mount, with these certificates. */
export function trustBundleManifest(certificates: readonly string[]): Manifest {
  return {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kind: 'ClusterTrustBundle',
    metadata: { name: ISTIO_TRUST_BUNDLE },
    spec: {
      signerName: ISTIO_TRUST_BUNDLE_SIGNER,
      trustBundle: certificates.map(pem => `${pem.trim()}\n`).join(''),
    },
  };
}
