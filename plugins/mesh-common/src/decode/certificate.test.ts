import { ROOTS } from '../__testUtils__/roots';
import { decodeCertificates } from './certificate';
import { Field } from './field';

const read = (pem: string) => decodeCertificates(Field.root(pem));

const block = (bytes: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString(
    'base64',
  )}\n-----END CERTIFICATE-----`;

describe('decodeCertificates, reference 7.2', () => {
  it('reads what a certificate says of itself', () => {
    expect(read(ROOTS.old)).toEqual([
      {
        fingerprint:
          '76a3cbd6395b473e4a6ce705f32124acaec32553eede9e2ab725c6aee4f94f28',
        content: {
          subject: 'O=Example, CN=Mesh Root',
          issuer: 'O=Example, CN=Mesh Root',
          notBefore: Date.parse('2025-01-01T00:00:00Z'),
          notAfter: Date.parse('2035-01-01T00:00:00Z'),
          subjectKeyId: 'd3f93413b2a8309ca63a5c0d2fa2de996baac4df',
          publicKey:
            '915d3f3f82033eb7e98dc42cd7ff0f22b4de7f96c880f1b7a2e5f2bcd2ee9014',
        },
      },
    ]);
  });

  it('reads every block of a bundle in its order', () => {
    const text = `# roots\n${ROOTS.new}\n\n${ROOTS.old}\r\n`;
    expect(read(text).map(({ content }) => content?.subject)).toEqual([
      'O=Example, CN=Mesh Root 2',
      'O=Example, CN=Mesh Root',
    ]);
  });

  it('a renewal keeps the key, a root made again does not', () => {
    const keys = read(
      [ROOTS.old, ROOTS.renewed, ROOTS.recreated].join('\n'),
    ).map(({ content }) => content?.publicKey);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('shares certificates that occur in many places', () => {
    expect(read(ROOTS.old)[0]).toBe(read(`\n${ROOTS.old}`)[0]);
  });

  it('keeps nothing of private keys', () => {
    const secret = 'c2VjcmV0LWtleS1tYXRlcmlhbA==';
    const key = `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`;
    const found = read(`${key}\n${ROOTS.old}\n${key}`);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it.each([
    ['not base64', '-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----'],
    ['not DER', block(new Uint8Array([1, 2, 3]))],
    ['an empty sequence', block(new Uint8Array([0x30, 0]))],
    ['nothing but depth', block(new Uint8Array(30_000).fill(0x30))],
    [
      'endless depth',
      block(
        Uint8Array.from({ length: 30_000 }, (_, i) => (i % 2 ? 0x80 : 0x30)),
      ),
    ],
    ['far too long', block(new Uint8Array(150_000).fill(0x30))],
    ['cut off', `${ROOTS.old.slice(0, 300)}\n-----END CERTIFICATE-----`],
  ])('%s is a certificate that cannot be read', (_, pem) => {
    expect(read(pem)).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        content: undefined,
      },
    ]);
  });

  it('text without a block holds no certificate', () => {
    expect(read('none')).toEqual([]);
    expect(read('-----BEGIN CERTIFICATE-----'.repeat(5000))).toEqual([]);
  });
});
