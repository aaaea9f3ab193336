import {
  answer,
  ClusterName,
  Memo,
  namespaceTenancy,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** Names of the tenants that own a namespace in the clusters that may be known of, sorted; more than one where clusters disagree. */
export function tenantsOf(options: {
  readonly snapshot: Snapshot;
  readonly memo: Memo;
  readonly namespace: string;
  readonly known: (cluster: ClusterName) => boolean;
}): readonly string[] {
  const { snapshot, memo, namespace, known } = options;
  const { value } = answer(snapshot, namespaceTenancy, { namespace }, memo);
  const tenants = value.clusters
    .filter(({ cluster }) => known(cluster))
    .flatMap(({ tenant }) => tenant ?? []);
  return [...new Set(tenants)].sort();
}
