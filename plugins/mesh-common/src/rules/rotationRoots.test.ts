import { Certificate, CertificateContent } from '../model/certificate';
import { rotationPlaces, RotationRoots, rotationRoots } from './rotationRoots';
import { TrustBundle } from './trustBundles';
import { TrustParty } from './trustParties';

const root = (
  fingerprint: string,
  content: Partial<CertificateContent> = {},
): Certificate => ({
  fingerprint,
  content: {
    subject: `CN=${fingerprint}`,
    issuer: `CN=${fingerprint}`,
    notBefore: 0,
    notAfter: 100,
    subjectKeyId: undefined,
    publicKey: `key of ${fingerprint}`,
    ...content,
  },
});

const party = (
  cluster: string,
  ...bundles: readonly TrustBundle[]
): TrustParty => ({
  cluster,
  controlPlanes: [],
  trustDomain: 'cluster.local',
  aliases: [],
  furtherTrustDomains: [],
  anyTrustDomain: false,
  bundles,
  furtherRoots: [],
  hiddenRoots: false,
  known: true,
});

const held = (...certificates: readonly Certificate[]) =>
  party('c1', { certificates, namespaces: ['shop'] });

const [A, B, C] = [
  root('a', { notBefore: 3 }),
  root('b', { notBefore: 1 }),
  root('c', { notBefore: 2 }),
];
const RENEWED = root('renewed', {
  subject: 'CN=b',
  publicKey: 'key of b',
  notBefore: 5,
});
const UNREADABLE: Certificate = { fingerprint: 'x', content: undefined };

describe('rotationRoots, reference 7.4', () => {
  it.each<[string, readonly Certificate[], RotationRoots]>([
    ['none', [], { code: 'none' }],
    ['one', [A], { code: 'one', root: A }],
    [
      'one that cannot be read',
      [UNREADABLE],
      { code: 'one', root: UNREADABLE },
    ],
    [
      'a root and its renewal, which are one since the first of them',
      [RENEWED, B],
      { code: 'one', root: B },
    ],
    ['the same in another order', [B, RENEWED], { code: 'one', root: B }],
    ['two, the older one first', [A, B], { code: 'two', old: B, new: A }],
    ['the same in another order', [B, A], { code: 'two', old: B, new: A }],
    [
      'two, one of them renewed later than the other began',
      [RENEWED, A, B],
      { code: 'two', old: B, new: A },
    ],
    [
      'two that begin together, by fingerprint',
      [root('z'), root('y')],
      { code: 'two', old: root('y'), new: root('z') },
    ],
    [
      'two of one name, which have two keys',
      [root('z', { subject: 'CN=b' }), B],
      { code: 'two', old: root('z', { subject: 'CN=b' }), new: B },
    ],
    [
      'two of one key, which have two names',
      [root('z', { publicKey: 'key of b' }), B],
      { code: 'two', old: root('z', { publicKey: 'key of b' }), new: B },
    ],
    [
      'two of which one cannot be read, so its age is not known',
      [B, UNREADABLE],
      { code: 'unreadable' },
    ],
    ['three', [A, B, C], { code: 'many', roots: [B, C, A] }],
  ])('%s', (_, certificates, expected) => {
    expect(rotationRoots([held(...certificates)])).toEqual(expected);
    // Whether one namespace holds them or several clusters do.
    expect(rotationRoots(certificates.map(item => held(item)))).toEqual(
      expected,
    );
  });
});

describe('rotationPlaces, reference 7.4', () => {
  it('tells what each namespace holds, by cluster and namespace', () => {
    const places = rotationPlaces(
      [
        party(
          'c2',
          { certificates: [A, B], namespaces: ['web', 'shop'] },
          { certificates: [C], namespaces: ['other'] },
        ),
        party(
          'c1',
          { certificates: [A], namespaces: ['web'] },
          // A renewal verifies what its root does.
          { certificates: [RENEWED], namespaces: ['shop'] },
          { certificates: [], namespaces: ['empty'] },
        ),
      ],
      { code: 'two', old: B, new: A },
    );
    expect(
      places.map(
        ({ cluster, namespace, holds }) => `${cluster}/${namespace} ${holds}`,
      ),
    ).toEqual([
      'c1/empty neither',
      'c1/shop old',
      'c1/web new',
      'c2/other neither',
      'c2/shop both',
      'c2/web both',
    ]);
  });
});
