import { CONFIG_KINDS, ConfigKind } from '../model/configKinds';
import { RecordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { servingViews } from './servingViews';

/** An object of configuration in a cluster from which nobody reads. @public */
export interface ConfigWithoutEffect extends RecordKey {
  readonly cluster: ClusterName;
  readonly kind: ConfigKind;
  /** Clusters from which the control planes that serve this one read. */
  readonly readFrom: readonly ClusterName[];
}

/** Configuration in clusters that are served from elsewhere: control planes read their config cluster only. Reference 6.5. @public */
export const configWithoutEffect: Rule<void, readonly ConfigWithoutEffect[]> = {
  source: '6.5',
  nameOf: () => 'fleet',
  ask(mesh) {
    const sources = new Set(
      mesh.ask(allViews, undefined).map(({ configCluster }) => configCluster),
    );
    return mesh.clusters().flatMap(cluster => {
      if (sources.has(cluster)) return [];
      const readFrom = [
        ...new Set(
          mesh
            .ask(servingViews, cluster)
            .map(({ configCluster }) => configCluster),
        ),
      ].sort();
      if (readFrom.length === 0) return [];
      return CONFIG_KINDS.flatMap(kind =>
        mesh.list(cluster, kind).map(({ namespace, name }) => ({
          cluster,
          kind,
          namespace,
          name,
          readFrom,
        })),
      );
    });
  },
};
