import { Certificate } from '../model/certificate';
import { RootTrust, rootTrust } from './rootTrust';
import { TrustParty } from './trustParties';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const DAY = 86_400_000;

/** A root; one letter stands for its subject, the number for its key, and what follows for the certificate. */
function root(name: string, { from = -DAY, until = DAY } = {}): Certificate {
  return {
    fingerprint: name,
    content: {
      subject: name[0],
      issuer: name[0],
      subjectKeyId: undefined,
      publicKey: name.slice(0, 2),
      notBefore: NOW + from,
      notAfter: NOW + until,
    },
  };
}

const unreadable = (fingerprint: string): Certificate => ({
  fingerprint,
  content: undefined,
});

const ENDED = { until: -1 };
const FUTURE = { from: 1 };

function party(
  bundles: readonly (readonly Certificate[])[],
  more: Partial<TrustParty> = {},
): TrustParty {
  return {
    cluster: 'c1',
    controlPlanes: [],
    trustDomain: 'cluster.local',
    aliases: [],
    furtherTrustDomains: [],
    anyTrustDomain: false,
    known: true,
    bundles: bundles.map((certificates, index) => ({
      certificates,
      namespaces: [`ns-${index}`],
    })),
    furtherRoots: [],
    hiddenRoots: false,
    ...more,
  };
}

const A = root('A1');
const A_RENEWED = root('A1 renewed');
const A_RECREATED = root('A2');
const B = root('B1');

describe('rootTrust, reference 7.3', () => {
  it.each<[string, TrustParty, TrustParty, RootTrust]>([
    [
      'the same root',
      party([[A]]),
      party([[A]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'the same root among others',
      party([[B, A]]),
      party([[A]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'the same key and name in another certificate',
      party([[A]]),
      party([[A_RENEWED]]),
      { code: 'yes', because: 'renewed-root' },
    ],
    [
      'a renewal of which the old one has ended here',
      party([[root('A1', ENDED)]]),
      party([[A_RENEWED]]),
      { code: 'no', because: 'expired-root' },
    ],
    [
      'a renewal that is not valid here yet',
      party([[root('A1', FUTURE)]]),
      party([[A_RENEWED]]),
      { code: 'no', because: 'expired-root' },
    ],
    [
      'other roots',
      party([[A]]),
      party([[B]]),
      { code: 'no', because: 'different-roots' },
    ],
    [
      'the same name and another key',
      party([[A]]),
      party([[A_RECREATED]]),
      { code: 'no', because: 'recreated-root' },
    ],
    [
      'one of two roots in common: it depends on which one signs',
      party([[A]]),
      party([[A, B]]),
      { code: 'unknown', because: 'partial-overlap' },
    ],
    [
      'one of two renewed',
      party([[A]]),
      party([[A_RENEWED, B]]),
      { code: 'unknown', because: 'partial-overlap' },
    ],
    [
      'the other root has ended, so the common one signs',
      party([[A]]),
      party([[A, root('B1', ENDED)]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'a root that is not valid yet signs nothing',
      party([[A]]),
      party([[A, root('B1', FUTURE)]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'all roots there have ended',
      party([[root('A1', ENDED)]]),
      party([[root('A1', ENDED)]]),
      { code: 'no', because: 'expired-root' },
    ],
    [
      'a root ends at this very moment',
      party([[root('A1', { until: 0 })]]),
      party([[root('A1', { until: 0 })]]),
      { code: 'no', because: 'expired-root' },
    ],
    [
      'a root begins at this very moment',
      party([[root('A1', { from: 0 })]]),
      party([[root('A1', { from: 0 })]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'what cannot be read, and is the same text',
      party([[unreadable('x')]]),
      party([[unreadable('x')]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'what cannot be read there may be anything',
      party([[A]]),
      party([[unreadable('x')]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'what cannot be read here may be anything',
      party([[unreadable('x')]]),
      party([[A]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'no roots here',
      party([[]]),
      party([[A]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'no roots there',
      party([[A]]),
      party([[]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'no bundles there',
      party([[A]]),
      party([]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'no bundles here',
      party([]),
      party([[A]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'this side cannot be seen',
      party([[A]], { known: false }),
      party([[A]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'the other side cannot be seen',
      party([[A]]),
      party([[A]], { known: false }),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'further roots of mesh config count here',
      party([[A]], { furtherRoots: [B] }),
      party([[B]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'roots that nobody sees might be the missing one',
      party([[A]], { hiddenRoots: true }),
      party([[B]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'roots that nobody sees take nothing away',
      party([[A]], { hiddenRoots: true }),
      party([[A]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'some namespaces hold the root and others do not',
      party([[A], [B], [B, A]]),
      party([[A]]),
      { code: 'partly', because: 'bundles-differ', refusing: ['ns-1'] },
    ],
    [
      'no namespace holds it',
      party([[A], [A_RECREATED]]),
      party([[B]]),
      { code: 'no', because: 'different-roots' },
    ],
    [
      'some namespaces hold the root, others a renewal',
      party([[A], [A_RENEWED]]),
      party([[A]]),
      { code: 'yes', because: 'renewed-root' },
    ],
    [
      'of some namespaces it is not known',
      party([[A], []]),
      party([[A]]),
      { code: 'unknown', because: 'not-visible' },
    ],
    [
      'different bundles there, and both are trusted',
      party([[A, B]]),
      party([[A], [B]]),
      { code: 'yes', because: 'same-roots' },
    ],
    [
      'different bundles there, one of them a renewal',
      party([[A]]),
      party([[A], [A_RENEWED]]),
      { code: 'yes', because: 'renewed-root' },
    ],
    [
      'different bundles there, of which one is trusted',
      party([[A]]),
      party([[A], [B]]),
      { code: 'unknown', because: 'partial-overlap' },
    ],
  ])('%s', (_, truster, trusted, expected) => {
    expect(rootTrust(truster, trusted, NOW)).toEqual(expected);
  });
});
