import {
  ClusterTrustBundleRecord,
  RootCertificatesRecord,
} from '../model/records/rootCertificates';
import { decoder } from './decoder';
import { Field } from './field';

/** Only blocks of this type are kept: whatever else a bundle holds may be a key. */
const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Decoder of the ConfigMap `istio-ca-root-cert`: of its data only the certificates under `root-cert.pem`. @public */
export const decodeRootCertificates = decoder<RootCertificatesRecord>(
  (object, metadata) => ({
    ...metadata,
    certificates: decodeCertificates(object.get('data').get('root-cert.pem')),
  }),
);

/** Decoder of ClusterTrustBundles. @public */
export const decodeClusterTrustBundle = decoder<ClusterTrustBundleRecord>(
  (object, metadata) => ({
    ...metadata,
    signerName: object.get('spec').get('signerName').text(),
    certificates: decodeCertificates(object.get('spec').get('trustBundle')),
  }),
);

/** The certificates of a PEM text. */
export function decodeCertificates(field: Field): readonly string[] {
  return field.textOr('').match(CERTIFICATE) ?? [];
}
