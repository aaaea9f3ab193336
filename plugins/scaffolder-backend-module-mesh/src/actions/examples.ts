import type { IntentRequest } from '@meshwise/backstage-plugin-mesh-common';

/** Input that the examples share: one request of each intent that a template may make. */
export const requests: readonly {
  readonly description: string;
  readonly request: IntentRequest;
}[] = [
  {
    description: 'onboarding a namespace in two clusters',
    request: {
      intent: 'onboard-namespace',
      parameters: {
        namespace: 'orders',
        tenant: 'team-shop',
        clusters: ['eu-west-1', 'eu-west-2'],
        revision: 'prod',
        quotaTier: 'small',
      },
    },
  },
  {
    description: 'letting another team call a service until the end of 2027',
    request: {
      intent: 'grant-access',
      parameters: {
        service: { namespace: 'payments', name: 'checkout' },
        tenant: 'team-shop',
        expiresAt: Date.UTC(2027, 11, 31),
      },
    },
  },
  {
    description: 'no longer letting another team call a service',
    request: {
      intent: 'revoke-access',
      parameters: {
        service: { namespace: 'payments', name: 'checkout' },
        tenant: 'team-shop',
      },
    },
  },
  {
    description: 'the first step of giving a namespace up: nobody may call it',
    request: {
      intent: 'offboard-namespace',
      parameters: {
        namespace: 'orders',
        tenant: 'team-shop',
        clusters: ['eu-west-1', 'eu-west-2'],
        step: 'quarantine',
      },
    },
  },
  {
    description: 'letting a region take over for another',
    request: {
      intent: 'locality-failover',
      parameters: {
        service: { namespace: 'payments', name: 'checkout' },
        failover: [{ from: 'eu-west-1', to: 'us-east-1' }],
      },
    },
  },
  {
    description: 'draining a cluster for a day',
    request: {
      intent: 'drain-cluster',
      parameters: {
        cluster: 'eu-west-2',
        services: [{ namespace: 'payments', name: 'checkout' }],
      },
    },
  },
  {
    description: 'trusting another root; the certificate is public',
    request: {
      intent: 'trust-root',
      parameters: {
        certificates:
          '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n',
        controlPlanes: [{ cluster: 'eu-west-1', revision: '1-31-1' }],
      },
    },
  },
  {
    description: 'taking an operation back',
    request: {
      intent: 'undo',
      parameters: { operation: '01JD8KQ7Z0' },
    },
  },
];
