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
  /** Its certificates as PEM; whatever else stood there is not kept. */
  readonly pem: string;
  /** Nothing but certificates and white space stood in it, so that it can be written again as it was. */
  readonly complete: boolean;
}
