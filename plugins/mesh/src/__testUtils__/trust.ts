import {
  Certificate,
  Rotation,
  TrustMatrix,
  TrustParty,
} from '@meshwise/backstage-plugin-mesh-common';
import { NOW } from './fixtures';

const DAY = 24 * 60 * 60 * 1000;

/** A root certificate that ends so many days after {@link NOW}. */
export function root(name: string, daysLeft: number): Certificate {
  const id = name
    .charCodeAt(name.length - 1)
    .toString(16)
    .padStart(2, '0');
  return {
    fingerprint: id.repeat(32),
    content: {
      subject: `O=Example, CN=${name}`,
      issuer: `O=Example, CN=${name}`,
      notBefore: NOW - 100 * DAY,
      notAfter: NOW + daysLeft * DAY,
      subjectKeyId: undefined,
      publicKey: name,
    },
  };
}

/** A party of the trust matrix with one control plane. */
export function party(
  cluster: string,
  overrides: Partial<TrustParty> = {},
): TrustParty {
  return {
    cluster,
    controlPlanes: [
      { cluster, namespace: 'istio-system', deployment: 'istiod' },
    ],
    trustDomain: 'prod.example.com',
    aliases: [],
    furtherTrustDomains: [],
    anyTrustDomain: false,
    bundles: [
      { certificates: [root('Root A', 113)], namespaces: ['payments', 'shop'] },
    ],
    furtherRoots: [],
    hiddenRoots: false,
    known: true,
    ...overrides,
  };
}

/** Two clusters: the first accepts the second in part, the second does not accept the first. */
export const MATRIX: TrustMatrix = {
  parties: [
    party('eu-west-1'),
    party('us-east-1', { trustDomain: 'us.example.com' }),
  ],
  cells: [
    {
      truster: 0,
      trusted: 1,
      verdict: 'partly',
      roots: {
        code: 'partly',
        because: 'bundles-differ',
        refusing: ['shop'],
      },
      asClient: 'yes',
      asServer: 'yes',
    },
    {
      truster: 1,
      trusted: 0,
      verdict: 'no',
      roots: { code: 'no', because: 'different-roots' },
      asClient: 'unknown',
      asServer: 'no',
    },
  ],
};

/** A rotation whose new root has not reached every namespace. */
export const ROTATION: Rotation = {
  mesh: 'prod',
  stage: 'S1',
  old: root('Root A', 20),
  new: root('Root B', 3650),
  places: [
    { cluster: 'eu-west-1', namespace: 'payments', holds: 'both' },
    { cluster: 'eu-west-1', namespace: 'shop', holds: 'old' },
    { cluster: 'us-east-1', namespace: 'payments', holds: 'both' },
  ],
  gates: [
    {
      before: 'S2',
      code: 'bundles',
      state: 'open',
      message: '1 of 3 namespaces do not hold both roots.',
      clusters: ['eu-west-1'],
    },
    {
      before: 'S3',
      code: 'signing',
      state: 'unknown',
      message: 'Which root signs is not public.',
      clusters: [],
    },
  ],
};
