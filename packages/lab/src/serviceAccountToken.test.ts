import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { signServiceAccountToken } from './serviceAccountToken';

describe('signServiceAccountToken', () => {
  it('signs what a kube-apiserver expects', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = signServiceAccountToken(privateKey, {
      cluster: 'east',
      namespace: 'meshwise',
      name: 'meshwise-reader',
      uid: 'abc',
      issuedAt: new Date(1_000_000),
      expiresAt: new Date(2_000_000),
    });
    const [header, claims, signature] = token.split('.');
    const decode = (part: string): unknown =>
      JSON.parse(Buffer.from(part, 'base64url').toString());

    expect(decode(header)).toMatchObject({ alg: 'RS256' });
    expect(decode(claims)).toMatchObject({
      iss: 'https://east.lab.meshwise.io',
      aud: ['https://east.lab.meshwise.io'],
      sub: 'system:serviceaccount:meshwise:meshwise-reader',
      iat: 1000,
      nbf: 1000,
      exp: 2000,
      'kubernetes.io': {
        namespace: 'meshwise',
        serviceaccount: { name: 'meshwise-reader', uid: 'abc' },
      },
    });
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${claims}`),
        createPublicKey(privateKey),
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });
});
