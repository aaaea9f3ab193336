import {
  ClusterTrustBundleRecord,
  RootCertificatesRecord,
} from '../model/records/rootCertificates';
import { decodeCertificates } from './certificate';
import { publicPem } from './publicPem';
import { decoder } from './decoder';

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
    ...publicPem(object.get('spec').get('trustBundle').textOr('')),
  }),
);
