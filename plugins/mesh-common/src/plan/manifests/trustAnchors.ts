import { CertificateAuthority } from '../../model/records/sail';
import { Manifest } from '../plan';

/**
 * The roots that a control plane of the Sail operator trusts besides its own. The list belongs to one writer as a whole,
 * so it always holds everything that is to stay.
 */
export function trustAnchorsManifest(
  name: string,
  authorities: readonly CertificateAuthority[],
): Manifest {
  return {
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    metadata: { name },
    spec: {
      values: {
        meshConfig: {
          caCertificates: authorities.map(
            ({ pem, spiffeBundleUrl, certSigners, trustDomains }) => ({
              ...(pem !== undefined && { pem }),
              ...(spiffeBundleUrl !== undefined && { spiffeBundleUrl }),
              ...(certSigners.length > 0 && { certSigners: [...certSigners] }),
              ...(trustDomains.length > 0 && {
                trustDomains: [...trustDomains],
              }),
            }),
          ),
        },
      },
    },
  };
}
