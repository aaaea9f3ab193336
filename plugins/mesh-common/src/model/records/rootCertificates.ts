import { Certificate } from '../certificate';
import { ObjectRecord } from '../record';

/** ConfigMap `istio-ca-root-cert`: the anchors that workloads of a namespace trust (reference 7.2). @public */
export interface RootCertificatesRecord extends ObjectRecord {
  /** PEM blocks of type CERTIFICATE, in the order written. */
  readonly certificates: readonly Certificate[];
}

/** A ClusterTrustBundle. @public */
export interface ClusterTrustBundleRecord extends RootCertificatesRecord {
  readonly signerName: string | undefined;
}
