import type { KubernetesObject, LabCluster } from '@meshwise/lab';

/** Where a distributor takes further roots from. */
interface Sources {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly key: string;
}

/**
 * Plays trust-manager, which the lab runs without: the mesh's own root and all sources with the labels become the bundle of
 * every namespace that has one. Returns these bundles.
 */
export async function spreadRoots(
  { admin }: LabCluster,
  { namespace, labels, key }: Sources,
  own: string,
): Promise<readonly KubernetesObject[]> {
  const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
  const sources = (await admin.list({ ...kind, namespace })).filter(
    ({ metadata }) =>
      Object.entries(labels).every(
        ([name, value]) => metadata.labels?.[name] === value,
      ),
  );
  const added = sources.map(
    ({ data }) => (data as Readonly<Record<string, string>>)[key],
  );
  const bundles = (await admin.list(kind)).filter(
    ({ metadata }) => metadata.name === 'istio-ca-root-cert',
  );
  return Promise.all(
    bundles.map(({ metadata }) =>
      admin.apply(
        {
          ...kind,
          metadata: { name: metadata.name, namespace: metadata.namespace },
          data: { 'root-cert.pem': [own, ...added].join('') },
        },
        'trust-manager',
      ),
    ),
  );
}
