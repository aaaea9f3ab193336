import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Authority, validFor } from './Authority';
import { ClusterIdentity } from './engine';

/** Days a cluster's own certificates are valid: longer than a lab runs. */
const VALID_DAYS = 365;

/** Makes what identifies a new cluster: its authority, serving certificate, token key and admin token. */
export async function createClusterIdentity(
  cluster: string,
  now: Date,
): Promise<ClusterIdentity> {
  const validity = validFor(VALID_DAYS, now);
  const [authority, serviceAccountKeys] = await Promise.all([
    Authority.createRoot({ commonName: `${cluster}-ca`, ...validity }),
    promisify(generateKeyPair)('rsa', { modulusLength: 2048 }),
  ]);
  const serving = await authority.issueServing({
    commonName: `${cluster}-apiserver`,
    ...validity,
  });
  return {
    caCertificate: authority.certificate,
    servingCertificate: serving.certificate,
    servingKey: serving.key,
    serviceAccountKey: serviceAccountKeys.privateKey,
    adminToken: randomBytes(32).toString('base64url'),
  };
}
