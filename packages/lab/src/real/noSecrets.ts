import { appendFile } from 'node:fs/promises';
import { SecretRequests } from './auditLog';

/** What one cluster was asked of Secrets. */
export interface ClusterSecretRequests extends SecretRequests {
  readonly cluster: string;
}

/**
 * Rejects if an identity of Meshwise has asked for a Secret. Where `MESHWISE_AUDIT_TOTALS` names a file, each cluster gets a line
 * in it, so that a run of many labs can tell that all of them were asked something and none for a Secret.
 */
export async function noSecrets(
  clusters: readonly ClusterSecretRequests[],
): Promise<void> {
  const file = process.env.MESHWISE_AUDIT_TOTALS;
  if (file) {
    const lines = clusters.map(cluster => `${JSON.stringify(cluster)}\n`);
    await appendFile(file, lines.join(''));
  }
  const asked = clusters.flatMap(({ cluster, forSecrets }) =>
    forSecrets.map(request => `${cluster}: ${request}`),
  );
  if (asked.length > 0) {
    throw new Error(
      `Meshwise must never ask for a Secret, and did:\n${asked.join('\n')}`,
    );
  }
}
