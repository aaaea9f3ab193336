import { KubernetesCredential } from '@backstage/plugin-kubernetes-node';
import { ClusterCredential } from '@meshwise/backstage-plugin-mesh-node';

/** A credential whose secret parts are readable by name only: loggers, spreads and `JSON.stringify` do not see them. */
export function sealCredential(
  credential: KubernetesCredential,
): ClusterCredential {
  switch (credential.type) {
    case 'bearer token':
      return hidden({ type: credential.type, token: credential.token.trim() });
    case 'x509 client certificate':
      return hidden({
        type: credential.type,
        certificate: credential.cert,
        key: credential.key,
      });
    default:
      return { type: 'anonymous' };
  }
}

function hidden<C extends ClusterCredential>(credential: C): C {
  for (const key of Object.keys(credential)) {
    if (key !== 'type') {
      Object.defineProperty(credential, key, { enumerable: false });
    }
  }
  return Object.freeze(credential);
}
