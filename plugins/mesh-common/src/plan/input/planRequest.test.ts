import { planInputs } from './planInputs';
import { parsePlanRequest } from './planRequest';

const SERVICE = { namespace: 'payments', name: 'checkout' };

/** One complete input of each intent. */
const COMPLETE: { readonly [intent in keyof typeof planInputs]: object } = {
  'onboard-namespace': {
    namespace: 'payments-batch',
    tenant: 'team-payments',
    clusters: ['eu-west-1'],
    revision: 'prod',
    quotaTier: 'small',
    dataplane: 'sidecar',
    calls: ['search'],
    podSecurity: 'restricted',
    networkPolicy: true,
  },
  'grant-access': {
    service: SERVICE,
    tenant: 'team-search',
    expiresAt: 1,
    clusters: ['eu-west-1'],
  },
  'revoke-access': {
    service: SERVICE,
    tenant: 'team-search',
    clusters: ['eu-west-1'],
  },
  'offboard-namespace': {
    namespace: 'payments-batch',
    tenant: 'team-payments',
    clusters: ['eu-west-1'],
    step: 'quarantine',
  },
  'locality-failover': {
    service: SERVICE,
    failover: [{ from: 'eu-west', to: 'us-east' }],
    outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 100 },
    exportTo: ['shop'],
  },
  'drain-cluster': {
    cluster: 'eu-west-1',
    services: [SERVICE],
    expiresAt: 1,
  },
  'trust-root': {
    certificates: '-----BEGIN CERTIFICATE-----',
    controlPlanes: [{ cluster: 'eu-west-1', revision: '1-31-1' }],
    trustDomains: ['partner.example'],
  },
  undo: { operation: '01JD8' },
};

describe('parsePlanRequest', () => {
  it.each(Object.entries(COMPLETE))(
    'takes all of %s and leaves out what it does not know',
    (intent, parameters) => {
      expect(
        parsePlanRequest(intent, { ...parameters, plan: { planHash: 'x' } }),
      ).toEqual({ code: 'valid', request: { intent, parameters } });
    },
  );

  it.each([
    ['nothing was answered', undefined, ''],
    ['an answer is missing', { tenant: undefined }, 'tenant'],
    ['an answer is empty', { namespace: '' }, 'namespace'],
    ['no cluster was chosen', { clusters: [] }, 'clusters'],
    ['an answer is of another type', { clusters: 'eu-west-1' }, 'clusters'],
    ['an item is empty', { clusters: ['eu-west-1', ''] }, 'clusters.1'],
    ['a choice does not exist', { quotaTier: 'huge' }, 'quotaTier'],
  ])('names the field when %s', (_, answers, path) => {
    const parsed = parsePlanRequest(
      'onboard-namespace',
      answers && { ...COMPLETE['onboard-namespace'], ...answers },
    );
    expect(parsed).toEqual({
      code: 'malformed',
      problems: [{ path, message: expect.any(String) }],
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'scale-cluster'])(
    'knows no intent %s',
    intent => {
      expect(parsePlanRequest(intent, COMPLETE['onboard-namespace'])).toEqual({
        code: 'unknown-intent',
      });
    },
  );
});
