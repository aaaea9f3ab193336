import { ServiceTrustView } from '@meshwise/backstage-plugin-mesh-common';
import { SERVICE } from './fixtures';
import { objectOf, part } from './serviceConfig';
import { MATRIX, root, ROTATION } from './trust';

/** A service with an expiring root, trusted in part, with one caller that is let in and one that is not. */
export function serviceTrust(
  overrides: Partial<ServiceTrustView> = {},
): ServiceTrustView {
  const policy = objectOf('eu-west-1', 'AuthorizationPolicy', 'callers');
  return {
    service: SERVICE,
    identities: part([
      {
        cluster: 'eu-west-1',
        identities: [
          {
            serviceAccount: 'checkout',
            pods: 3,
            guard: 'sidecar',
            controlPlane: {
              cluster: 'eu-west-1',
              namespace: 'istio-system',
              deployment: 'istiod',
            },
            spiffeId: 'spiffe://prod.example.com/ns/payments/sa/checkout',
          },
        ],
      },
    ]),
    roots: part([
      {
        certificate: root('Root A', 20),
        places: [
          {
            cluster: 'eu-west-1',
            own: 'holds',
            namespaces: 6,
            without: 0,
            clusterTrustBundles: [],
            meshConfigs: [],
          },
        ],
      },
    ]),
    matrix: part(MATRIX),
    rotations: [part(ROTATION)],
    mtls: part([
      {
        cluster: 'eu-west-1',
        groups: [
          {
            pods: ['checkout-1'],
            guard: 'sidecar',
            configCluster: 'eu-west-1',
            mode: 'STRICT',
            ports: [{ port: 8080, mode: 'STRICT' }],
            from: [objectOf('eu-west-1', 'PeerAuthentication', 'default')],
            portNames: { '8080': 'http' },
          },
        ],
      },
    ]),
    access: part({
      open: [],
      plaintext: [{ cluster: 'eu-west-1', verdict: { code: 'needs-mtls' } }],
      namespaces: [
        {
          namespace: 'payments',
          tenants: ['team-payments'],
          from: ['eu-west-1'],
          told: true,
          verdicts: [
            { cluster: 'eu-west-1', verdict: { code: 'allow', by: [policy] } },
          ],
          accounts: [],
        },
        {
          namespace: 'search',
          tenants: ['team-search'],
          from: ['eu-west-1'],
          told: false,
          verdicts: [
            {
              cluster: 'eu-west-1',
              verdict: { code: 'deny', because: 'not-allowed', by: [policy] },
            },
          ],
          accounts: [],
        },
      ],
      more: 0,
      untrusted: [],
    }),
    ...overrides,
  };
}
