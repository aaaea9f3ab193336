import { compareText, RecordKey, recordKey } from '../model/record';
import { ConfigKind } from '../model/configKinds';
import { Mesh } from '../model/mesh';
import { Records } from '../model/records';
import { ClusterName } from '../model/refs';
import { allViews } from './allViews';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';

/** Clusters from which some control plane reads its configuration, sorted. */
export function configClusters(mesh: Mesh): readonly ClusterName[] {
  const found = mesh
    .ask(allViews, undefined)
    .map(({ configCluster }) => configCluster);
  return [...new Set(found)].sort(compareText);
}

/** Keys of the objects of a kind in all config clusters, each once. */
export function configKeys(mesh: Mesh, kind: ConfigKind): readonly RecordKey[] {
  const keys = new Map<string, RecordKey>();
  for (const cluster of configClusters(mesh))
    for (const { namespace, name } of mesh.list(cluster, kind))
      keys.set(recordKey({ namespace, name }), { namespace, name });
  return [...keys.keys()].sort(compareText).flatMap(key => keys.get(key) ?? []);
}

/** An object of a name as the control planes of one config cluster read it. */
export interface ConfigObject<K extends ConfigKind> {
  readonly cluster: ClusterName;
  readonly record: Records[K];
  /** Control planes that read it. */
  readonly views: readonly ControlPlaneView[];
}

/** The objects of one name, in each config cluster where some control plane reads it. */
export function configObjects<K extends ConfigKind>(
  mesh: Mesh,
  kind: K,
  key: RecordKey,
): readonly ConfigObject<K>[] {
  const all = mesh.ask(allViews, undefined);
  return configClusters(mesh).flatMap(cluster => {
    const record: Records[K] | undefined = mesh.get(cluster, kind, key);
    if (!record) return [];
    const views = all.filter(
      view => view.configCluster === cluster && isRead(mesh, view, record),
    );
    return views.length > 0 ? [{ cluster, record, views }] : [];
  });
}
