import {
  ClusterTables,
  kindRow,
  Kind,
} from '@meshwise/backstage-plugin-mesh-common';

const EVERY_REVISION = '*';

/**
 * Names of the objects of a kind that are read, or `['']` for all of them. `istio-*` in the table stands for one name
 * for each revision whose istiod runs in the cluster: the default revision's has no suffix and is in the table itself.
 */
export function objectNames(
  kind: Kind,
  seen: ClusterTables,
): readonly string[] {
  const { names } = kindRow(kind);
  if (!names) return [''];
  return names.flatMap(name =>
    name.endsWith(EVERY_REVISION)
      ? revisions(seen).map(revision => `${name.slice(0, -1)}${revision}`)
      : [name],
  );
}

function revisions(seen: ClusterTables): readonly string[] {
  const found = new Set<string>();
  for (const deployment of seen.kinds.Deployment?.table.records() ?? []) {
    const revision = deployment.labels.get('istio.io/rev');
    if (deployment.istiod && revision && revision !== 'default') {
      found.add(revision);
    }
  }
  return [...found].sort();
}
