import { rootCertificates } from 'node:tls';
import { inspect } from 'node:util';
import {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { ClusterConnection } from '@meshwise/backstage-plugin-mesh-node';
import { describeCluster } from './describeCluster';

const TOKEN = 'canary-token-of-the-reader';
const CA_DATA = Buffer.from(rootCertificates[0]).toString('base64');

function strategyOf(
  getCredential: (details: ClusterDetails) => Promise<KubernetesCredential>,
): AuthenticationStrategy {
  return {
    getCredential,
    validateCluster: metadata =>
      metadata['kubernetes.io/auth-provider'] === 'unheard-of'
        ? [new Error('authProvider "unheard-of" has no config')]
        : [],
    presentAuthMetadata: () => ({}),
  };
}

const tokenStrategy = strategyOf(async details => ({
  type: 'bearer token',
  token: `${details.authMetadata.serviceAccountToken}\n`,
}));

const notInCluster = () => Promise.reject(new Error('not in a cluster'));

function cluster(
  overrides: Partial<ClusterDetails> = {},
  authProvider = 'serviceAccount',
  authMetadata: Record<string, string> = { serviceAccountToken: TOKEN },
): ClusterDetails {
  return {
    name: 'east',
    url: 'https://east.example:6443/',
    caData: CA_DATA,
    authMetadata: {
      'kubernetes.io/auth-provider': authProvider,
      ...authMetadata,
    },
    ...overrides,
  };
}

const describe1 = (details: ClusterDetails, strategy = tokenStrategy) =>
  describeCluster(details, { strategy, inCluster: notInCluster });

async function connectionOf(
  details: ClusterDetails,
  strategy = tokenStrategy,
): Promise<ClusterConnection> {
  const { access } = await describe1(details, strategy);
  if (access.code !== 'server-side') throw new Error(inspect(access));
  return access.connection;
}

describe('describeCluster', () => {
  it('gives a connection for a server-side provider', async () => {
    const connection = await connectionOf(cluster());
    expect(connection.url).toBe('https://east.example:6443');
    expect(connection.ca).toBe(rootCertificates[0].trim());
    expect(connection.skipTLSVerify).toBe(false);
    const credential = await connection.credential();
    expect(credential).toMatchObject({ type: 'bearer token' });
    expect('token' in credential && credential.token).toBe(TOKEN);
  });

  it('shows the credential to nobody who does not ask for it', async () => {
    const entry = await describe1(cluster());
    const connection = await connectionOf(cluster());
    const credential = await connection.credential();
    for (const value of [entry, connection, credential, { ...credential }]) {
      expect(JSON.stringify(value)).not.toContain(TOKEN);
      expect(inspect(value, { depth: 9 })).not.toContain(TOKEN);
    }
  });

  it('changes the fingerprint with whatever the connection depends on, and only then', async () => {
    const of = async (details: ClusterDetails) =>
      (await connectionOf(details)).fingerprint;
    const original = await of(cluster());
    expect(await of(cluster({ title: 'East' }))).toBe(original);
    const others = [
      cluster({ url: 'https://other.example' }),
      cluster({ caData: undefined }),
      cluster({ skipTLSVerify: true }),
      cluster({}, 'serviceAccount', { serviceAccountToken: 'rotated' }),
    ];
    for (const other of others) expect(await of(other)).not.toBe(original);
  });

  it.each(['oidc', 'google', 'aks'])(
    'needs a sign-in for the provider %s',
    async provider => {
      const { access } = await describe1(cluster({}, provider));
      expect(access).toEqual({ code: 'sign-in' });
    },
  );

  it('passes client certificates on', async () => {
    const { credential } = await connectionOf(
      cluster({}, 'custom'),
      strategyOf(async () => ({
        type: 'x509 client certificate',
        cert: 'CERT',
        key: 'KEY',
      })),
    );
    const found = await credential();
    expect(found.type).toBe('x509 client certificate');
    expect('key' in found && [found.certificate, found.key]).toEqual([
      'CERT',
      'KEY',
    ]);
  });

  it('does not read a cluster anonymously because a provider wants a user', async () => {
    const { credential } = await connectionOf(
      cluster({}, 'pinniped'),
      strategyOf(async () => ({ type: 'anonymous' })),
    );
    await expect(credential()).rejects.toThrow(
      'the auth provider "pinniped" gives no credential without a signed-in user',
    );
  });

  it('takes URL and CA of the own cluster for a ServiceAccount without token', async () => {
    const details = cluster({ url: 'https://elsewhere' }, 'serviceAccount', {});
    const { access } = await describeCluster(details, {
      strategy: tokenStrategy,
      inCluster: async () => ({ url: 'https://10.0.0.1:443', ca: 'CA' }),
    });
    expect(access).toMatchObject({
      code: 'server-side',
      connection: { url: 'https://10.0.0.1', ca: 'CA', skipTLSVerify: false },
    });
  });

  it.each([
    'https://169.254.169.254',
    'https://169.254.169.254:6443/',
    'https://2852039166',
    'https://0xa9fea9fe',
    'https://0xa9.0xfe.0xa9.0xfe',
    'https://0251.0376.0251.0376',
    'https://169.254.43518',
    'https://169.16689662',
    'https://[::ffff:169.254.169.254]',
    'https://[::ffff:a9fe:a9fe]',
    'https://[0:0:0:0:0:ffff:a9fe:a9fe]',
    'https://[fd00:ec2::254]',
    'https://[fd00:0ec2:0:0:0:0:0:254]',
    'https://１６９.254.169.254',
    'https://169。254。169。254',
    'https://100.100.100.200',
    'https://169.254.170.2',
    'https://169.254.1.1',
    'https://[fe80::1]',
    'https://0',
    'https://0.0.0.0',
    'https://0x0',
    'https://[::]',
    'https://224.0.0.1',
    'https://255.255.255.255',
    'https://4294967295',
    'https://[ff02::1]',
  ])('T31 sends no credential to %s', async url => {
    const { access } = await describe1(cluster({ url }));
    expect(access).toEqual({
      code: 'invalid',
      reason: expect.stringContaining('where no API server can be'),
    });
  });

  it.each([
    'https://10.0.0.1:6443',
    'https://192.168.7.9',
    'https://[fd00::1]:6443',
    'https://127.0.0.1:6443',
    'https://localhost:6443',
    'https://203.0.113.7',
  ])('sends a credential to %s', async url => {
    expect((await connectionOf(cluster({ url }))).url).toBe(url);
  });

  it.each([
    [{ url: 'east.example' }, 'url "east.example" is not a URL'],
    [{ url: 'http://east.example' }, 'must start with https://'],
    [{ url: 'https://me:pw@east' }, 'must not contain a user or password'],
    [{ caData: 'bm8gY2VydGlmaWNhdGU=' }, 'caData holds no certificate'],
    [{ caFile: '/nowhere/ca.crt' }, 'caFile cannot be read'],
  ])('says what is wrong with %j', async (overrides, reason) => {
    const { access } = await describe1(cluster(overrides));
    expect(access).toEqual({
      code: 'invalid',
      reason: expect.stringContaining(reason),
    });
    expect(JSON.stringify(access)).not.toContain('pw');
  });

  it('says what is wrong with the auth provider', async () => {
    const unknown = await describe1(cluster({}, 'unheard-of'));
    expect(unknown.access).toMatchObject({
      code: 'invalid',
      reason: expect.stringContaining('"unheard-of"'),
    });
    const noToken = await describe1(cluster({}, 'serviceAccount', {}));
    expect(noToken.access).toEqual({
      code: 'invalid',
      reason: expect.stringContaining('serviceAccountToken'),
    });
  });
});
