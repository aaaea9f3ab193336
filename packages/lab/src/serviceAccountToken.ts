import {
  createHash,
  createPublicKey,
  KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { serviceAccountIssuer } from './engine';

/** What a ServiceAccount token says. */
export interface ServiceAccountTokenOptions {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  /** uid of the ServiceAccount: a token dies with the object it was made for. */
  readonly uid: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Signs a ServiceAccount token as the TokenRequest API does, so that a test may choose its times. */
export function signServiceAccountToken(
  key: KeyObject,
  options: ServiceAccountTokenOptions,
): string {
  const issuer = serviceAccountIssuer(options.cluster);
  const issuedAt = seconds(options.issuedAt);
  const header = encode({ alg: 'RS256', kid: keyId(key) });
  const claims = encode({
    aud: [issuer],
    exp: seconds(options.expiresAt),
    iat: issuedAt,
    iss: issuer,
    jti: randomUUID(),
    'kubernetes.io': {
      namespace: options.namespace,
      serviceaccount: { name: options.name, uid: options.uid },
    },
    nbf: issuedAt,
    sub: `system:serviceaccount:${options.namespace}:${options.name}`,
  });
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), key);
  return `${header}.${claims}.${signature.toString('base64url')}`;
}

/** The key id of kube-apiserver: SHA-256 of the public key's DER form. */
function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
