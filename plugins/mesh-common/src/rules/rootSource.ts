import { ControlPlaneView, isOn } from './controlPlaneView';

/**
 * Whether istiod itself writes the roots of the namespaces, and so undoes what others write there: it does while it has an
 * authority of its own. Reference 7.2.
 */
export function handsOutRoots(view: ControlPlaneView): boolean {
  return isOn(view, 'ENABLE_CA_SERVER', true);
}

/** Whether pods get the roots from a ClusterTrustBundle instead of the ConfigMap of their namespace. Reference 7.2. */
export function mountsTrustBundle(view: ControlPlaneView): boolean {
  return isOn(view, 'ENABLE_CLUSTER_TRUST_BUNDLE_API', false);
}

/** Name of the ClusterTrustBundle that pods of Istio mount. Reference 7.2. */
export const ISTIO_TRUST_BUNDLE = 'istio.io:istiod-ca:root-cert';

/** Its signer. */
export const ISTIO_TRUST_BUNDLE_SIGNER = 'istio.io/istiod-ca';
