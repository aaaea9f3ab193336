import {
  createPublicKey,
  KeyObject,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { ClusterSpec, serviceAccountIssuer } from '../engine';
import type { Json } from '../kubernetesObject';
import { isMap, JsonMap, mapOf } from './apiObject';
import { keyOf, ObjectStore } from './ObjectStore';
import { unauthorized } from './statusError';

/** Who sends a request. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: JsonMap;
}

/** Who sends a request without credentials. */
export const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const AUTHENTICATED = 'system:authenticated';
/** Clock skew the real server allows, in seconds. */
const LEEWAY = 60;

/**
 * Knows callers by their bearer token: the admin token of the cluster, or a ServiceAccount token signed with the cluster's key.
 * Tokens are checked at each request, where the real server keeps its answer for ten seconds.
 */
export class Authenticator {
  static create(spec: ClusterSpec, store: ObjectStore): Authenticator {
    return new Authenticator(spec, store);
  }

  readonly #adminToken: Buffer;
  readonly #issuer: string;
  readonly #key: KeyObject;
  readonly #store: ObjectStore;

  private constructor(spec: ClusterSpec, store: ObjectStore) {
    this.#adminToken = Buffer.from(spec.identity.adminToken);
    this.#issuer = serviceAccountIssuer(spec.name);
    this.#key = createPublicKey(spec.identity.serviceAccountKey);
    this.#store = store;
  }

  /** The user of an `authorization` header. Throws 401 for a token that is not known. */
  authenticate(authorization: string | undefined): User {
    const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) {
      return ANONYMOUS;
    }
    const bytes = Buffer.from(token);
    if (
      bytes.length === this.#adminToken.length &&
      timingSafeEqual(bytes, this.#adminToken)
    ) {
      return {
        name: 'admin',
        uid: 'admin',
        groups: ['system:masters', AUTHENTICATED],
      };
    }
    const user = this.#serviceAccount(token);
    if (!user) {
      throw unauthorized();
    }
    return user;
  }

  #serviceAccount(token: string): User | undefined {
    const parts = token.split('.');
    if (parts.length !== 3) {
      return undefined;
    }
    const [header, claims] = parts.slice(0, 2).map(decode);
    const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
    const signature = Buffer.from(parts[2], 'base64url');
    if (
      header?.alg !== 'RS256' ||
      !claims ||
      !verify('sha256', signed, this.#key, signature)
    ) {
      return undefined;
    }
    const now = Date.now() / 1000;
    const inTime =
      typeof claims.exp === 'number' &&
      now < claims.exp + LEEWAY &&
      (typeof claims.nbf !== 'number' || now > claims.nbf - LEEWAY);
    const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
    if (
      !inTime ||
      claims.iss !== this.#issuer ||
      !audience.includes(this.#issuer)
    ) {
      return undefined;
    }
    return this.#boundTo(claims);
  }

  /** The token is worth nothing without the very ServiceAccount it was made for. */
  #boundTo(claims: JsonMap): User | undefined {
    const kubernetes = mapOf(claims['kubernetes.io']);
    const { name, uid } = mapOf(kubernetes.serviceaccount);
    const { namespace } = kubernetes;
    if (typeof namespace !== 'string' || typeof name !== 'string') {
      return undefined;
    }
    const account = this.#store.get('serviceaccounts', keyOf(namespace, name));
    const subject = `system:serviceaccount:${namespace}:${name}`;
    if (!account || account.metadata.uid !== uid || claims.sub !== subject) {
      return undefined;
    }
    return {
      name: subject,
      uid: account.metadata.uid,
      groups: [
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
        AUTHENTICATED,
      ],
      ...(typeof claims.jti === 'string' && {
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`],
        },
      }),
    };
  }
}

function decode(part: string): JsonMap | undefined {
  try {
    const value: Json = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
