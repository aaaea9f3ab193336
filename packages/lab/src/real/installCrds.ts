import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from '../ApiClient';
import { FIELD_MANAGER } from '../fieldManager';
import { KubernetesObject } from '../kubernetesObject';

const POLL_MS = 100;

/** Applies CRDs and resolves when the server serves all of them. */
export async function installCrds(
  client: ApiClient,
  crds: readonly KubernetesObject[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(crds.map(crd => client.apply(crd, FIELD_MANAGER)));
  const waiting = new Set(crds.map(crd => crd.metadata.name));
  while (waiting.size > 0) {
    signal.throwIfAborted();
    await delay(POLL_MS);
    const installed = await client.list({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
    });
    for (const crd of installed) {
      if (isEstablished(crd)) {
        waiting.delete(crd.metadata.name);
      }
    }
  }
}

function isEstablished(crd: KubernetesObject): boolean {
  // A CRD that was applied a moment ago has no status, or `conditions: null`.
  const status = crd.status as
    | { conditions?: readonly { type: string; status: string }[] | null }
    | undefined;
  return (status?.conditions ?? []).some(
    condition =>
      condition.type === 'Established' && condition.status === 'True',
  );
}
