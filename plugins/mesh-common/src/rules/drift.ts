import { CONFIG_KINDS, ConfigKind } from '../model/configKinds';
import { compareText, RecordKey, recordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { FieldDifference, fieldDifferences } from './fieldDifferences';
import { meshConfigDrift, SettingDrift } from './meshConfigDrift';
import { MeshPrimary, meshPrimaries } from './meshPrimaries';
import { ConfigName, ObjectDrift, objectDrift } from './objectDrift';

/** Who decides by an object: callers, or the workloads that are called. @public */
export type ReadBy = 'client' | 'server';

/** An object that is not the same in all primaries. @public */
export interface DriftedObject extends RecordKey {
  readonly kind: ConfigKind;
  readonly readBy: ReadBy;
  readonly drifts: readonly ObjectDrift[];
  /** What is kept of the fields that differ; empty unless copies differ. */
  readonly fields: readonly FieldDifference[];
}

/** Differences between the primaries of a mesh (C6). @public */
export interface MeshDrift {
  readonly mesh: string;
  /** Clusters from which its control planes read, each with the clusters whose workloads live by it. */
  readonly primaries: readonly {
    readonly cluster: ClusterName;
    readonly serves: readonly ClusterName[];
  }[];
  readonly objects: readonly DriftedObject[];
  readonly settings: readonly SettingDrift[];
}

/** Kinds that are enforced where a workload is called (reference 6.5). */
const SERVER_SIDE: ReadonlySet<ConfigKind> = new Set([
  'AuthorizationPolicy',
  'PeerAuthentication',
  'Gateway',
]);

/** Whether callers decide by a kind, or the workloads they call. Reference 6.5. @public */
export function readBy(kind: ConfigKind): ReadBy {
  return SERVER_SIDE.has(kind) ? 'server' : 'client';
}

/** Names of the configuration of a mesh that more than one primary might hold. Reference 6.5. */
export const configNames: Rule<string, readonly ConfigName[]> = {
  source: '6.5',
  nameOf: id => id,
  ask(mesh, id) {
    const primaries = mesh.ask(meshPrimaries, id);
    if (primaries.length < 2) return [];
    return CONFIG_KINDS.flatMap(kind => {
      const keys = new Map<string, RecordKey>();
      for (const { cluster } of primaries)
        for (const { namespace, name } of mesh.list(cluster, kind))
          keys.set(recordKey({ namespace, name }), { namespace, name });
      return [...keys.keys()]
        .sort(compareText)
        .flatMap(text => keys.get(text) ?? [])
        .map(key => ({ mesh: id, kind, key }));
    });
  },
};

/** What is not the same in all primaries of a mesh, and matters there. Reference 6.5. @public */
export const drift: Rule<{ readonly mesh: string }, MeshDrift> = {
  source: '6.5',
  nameOf: ({ mesh }) => mesh,
  ask(mesh, { mesh: id }) {
    return {
      mesh: id,
      primaries: mesh
        .ask(meshPrimaries, id)
        .map(({ cluster, serves }: MeshPrimary) => ({ cluster, serves })),
      objects: mesh.ask(configNames, id).flatMap(name => {
        const drifts = mesh.ask(objectDrift, name);
        const { kind, key } = name;
        return drifts.length > 0
          ? [
              {
                kind,
                ...key,
                readBy: readBy(kind),
                drifts,
                fields: mesh.ask(fieldDifferences, name),
              },
            ]
          : [];
      }),
      settings: mesh.ask(meshConfigDrift, id),
    };
  },
};
