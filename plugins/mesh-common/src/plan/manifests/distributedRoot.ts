import { Manifest } from '../plan';
import { OfferedRoot } from '../trust/readOfferedRoots';
import { TrustDistributor } from '../trust/TrustDistributor';

const PREFIX = 'meshwise-root-';
/** As much of a fingerprint as nobody can hit by chance, and a name of an object can hold. */
const FINGERPRINT_LENGTH = 32;

/** A root for a distributor to take up. It has an object of its own, so that it comes and goes with nobody else's. */
export function distributedRootManifest(
  { certificate: { fingerprint }, pem }: OfferedRoot,
  { namespace, labels, key }: TrustDistributor,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${PREFIX}${fingerprint.slice(0, FINGERPRINT_LENGTH)}`,
      namespace,
      labels: Object.fromEntries(labels),
    },
    data: { [key]: pem },
  };
}

/** Beginning of the fingerprint of the root that an object of this name is for; `undefined` for any other object. */
export function distributedFingerprint(object: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}): string | undefined {
  const { apiVersion, kind, name } = object;
  return apiVersion === 'v1' && kind === 'ConfigMap' && name.startsWith(PREFIX)
    ? name.slice(PREFIX.length)
    : undefined;
}
