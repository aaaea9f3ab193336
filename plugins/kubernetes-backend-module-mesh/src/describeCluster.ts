import { createHmac, randomBytes } from 'node:crypto';
import { toError } from '@backstage/errors';
import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import {
  AuthenticationStrategy,
  ClusterDetails,
} from '@backstage/plugin-kubernetes-node';
import {
  ClusterConnection,
  ClusterEntry,
  specialAddress,
  withoutSecrets,
} from '@meshwise/backstage-plugin-mesh-node';
import { OwnCluster } from './inCluster';
import { sealCredential } from './sealCredential';
import { trustedCertificates } from './trustedCertificates';

/** Providers whose credential is that of the signed-in user, which only a browser can get. */
const CLIENT_SIDE: ReadonlySet<string> = new Set(['aks', 'google', 'oidc']);

/** Providers that are meant to give no credential, because a proxy on this machine adds one. */
const ANONYMOUS: ReadonlySet<string> = new Set(['localKubectlProxy']);

/** Fingerprints are keyed with this, so that nobody who sees one can try out tokens against it. */
const FINGERPRINT_KEY = randomBytes(32);

/** What is needed besides the configuration to tell how a cluster is reached. */
export interface DescribeOptions {
  readonly strategy: AuthenticationStrategy;
  /** Rejects when the backend does not run in a cluster. */
  readonly inCluster: () => Promise<OwnCluster>;
}

/** The entry of a cluster of the Kubernetes plugin. Never rejects: what cannot be used becomes `invalid`, with the cure. */
export async function describeCluster(
  details: ClusterDetails,
  options: DescribeOptions,
): Promise<ClusterEntry> {
  const authProvider =
    details.authMetadata[ANNOTATION_KUBERNETES_AUTH_PROVIDER] ?? 'unknown';
  const entry = { name: details.name, title: details.title, authProvider };
  try {
    const [problem] = options.strategy.validateCluster(details.authMetadata);
    if (problem) throw problem;
    if (CLIENT_SIDE.has(authProvider)) {
      return { ...entry, access: { code: 'sign-in' } };
    }
    const connection = await connect(details, authProvider, options);
    return { ...entry, access: { code: 'server-side', connection } };
  } catch (error) {
    const reason = withoutSecrets(
      `cluster "${details.name}": ${toError(error).message}`,
    );
    return { ...entry, access: { code: 'invalid', reason } };
  }
}

async function connect(
  details: ClusterDetails,
  authProvider: string,
  { strategy, inCluster }: DescribeOptions,
): Promise<ClusterConnection> {
  const own = isInCluster(details, authProvider)
    ? await inCluster().catch(error => {
        throw new Error(
          `it has no serviceAccountToken, and ${
            toError(error).message
          }; configure a token`,
        );
      })
    : undefined;
  const url = checkedUrl(own?.url ?? details.url, authProvider);
  const ca = own?.ca ?? (await trustedCertificates(details));
  const skipTLSVerify = !own && details.skipTLSVerify === true;
  return {
    url,
    ca,
    skipTLSVerify,
    fingerprint: fingerprint([url, ca, skipTLSVerify, details.authMetadata]),
    async credential() {
      const credential = await strategy.getCredential(details, {});
      if (credential.type === 'anonymous' && !ANONYMOUS.has(authProvider)) {
        throw new Error(
          `the auth provider "${authProvider}" gives no credential without a signed-in user`,
        );
      }
      return sealCredential(credential);
    },
  };
}

/**
 * As the Kubernetes plugin has it: `serviceAccount` without a token means the ServiceAccount of the backend's own pod,
 * and then also the API server of its own cluster, whatever `url` says. Its token must go nowhere else.
 */
function isInCluster(details: ClusterDetails, authProvider: string): boolean {
  return (
    authProvider === 'serviceAccount' &&
    !details.authMetadata.serviceAccountToken
  );
}

function checkedUrl(text: string, authProvider: string): string {
  if (!URL.canParse(text)) {
    throw new Error(
      `url "${text}" is not a URL; write it as https://host:port`,
    );
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw new Error(
      'url must not contain a user or password; configure an auth provider instead',
    );
  }
  if (url.protocol !== 'https:' && !ANONYMOUS.has(authProvider)) {
    throw new Error(
      `url "${text}" must start with https://, since a credential is sent to it`,
    );
  }
  const purpose = specialAddress(url.hostname.replace(/^\[|\]$/g, ''));
  // The API server of this machine is one that somebody may mean, such as that of a kind cluster.
  if (purpose !== undefined && purpose !== 'loopback') {
    throw new Error(
      `url "${text}" leads to a ${purpose} address, where no API server can be; write the address of the API server`,
    );
  }
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
}

function fingerprint(parts: readonly unknown[]): string {
  return createHmac('sha256', FINGERPRINT_KEY)
    .update(JSON.stringify(parts))
    .digest('base64url');
}
