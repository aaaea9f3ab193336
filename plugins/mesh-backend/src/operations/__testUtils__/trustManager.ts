import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LabCluster } from '@meshwise/lab';

const PERIOD_MS = 100;
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

/** What a bundle is made of. */
interface Sources {
  /** Root of the mesh itself, as PEM. */
  readonly own: string;
  /** Where further roots are taken from. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly key: string;
}

/**
 * Plays trust-manager, which the lab runs without: the mesh's own root and all sources with the labels become the bundle of
 * every namespace that has one, until the signal aborts.
 */
export async function runTrustManager(
  cluster: LabCluster,
  sources: Sources,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // A server that is busy is asked again.
    await spread(cluster, sources).catch(() => {});
    // Ended early when the test ends, which is no error.
    await delay(PERIOD_MS, undefined, { signal }).catch(() => {});
  }
}

async function spread(
  cluster: LabCluster,
  { own, namespace, labels, key }: Sources,
): Promise<void> {
  const { admin } = cluster;
  const among = { ...CONFIG_MAP, namespace };
  for (const { metadata } of await admin.list(among)) {
    await cluster.finishDeletion({ ...among, name: metadata.name });
  }
  const sources = (await admin.list(among)).filter(({ metadata }) =>
    Object.entries(labels).every(
      ([name, value]) => metadata.labels?.[name] === value,
    ),
  );
  const added = sources.map(
    ({ data }) => (data as Readonly<Record<string, string>>)[key],
  );
  const data = { 'root-cert.pem': [own, ...added].join('') };
  for (const { metadata, data: held } of await admin.list(CONFIG_MAP)) {
    const { name } = metadata;
    if (name !== 'istio-ca-root-cert' || isDeepStrictEqual(held, data))
      continue;
    const bundle = { name, namespace: metadata.namespace };
    await admin.apply(
      { ...CONFIG_MAP, metadata: bundle, data },
      'trust-manager',
    );
  }
}
