import {
  Answer,
  answer,
  ClusterName,
  CONFIG_KINDS,
  configDrift,
  ObjectDrift,
  ObjectRef,
  readBy,
  ServiceDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ServiceQuestion } from './serviceScope';

/** Name of an object wherever it lies. */
export function objectName(object: Omit<ObjectRef, 'cluster'>): string {
  return [object.kind, object.namespace, object.name].join('\n');
}

/** How objects of a service differ between the primaries of a mesh. Differences that name a hidden cluster are left out. */
export function serviceDrift(
  { snapshot, memo }: Pick<ServiceQuestion, 'snapshot' | 'memo'>,
  options: {
    readonly mesh: string;
    readonly objects: readonly ObjectRef[];
    readonly known: (cluster: ClusterName) => boolean;
  },
): readonly Answer<readonly ServiceDrift[]>[] {
  const { mesh, objects, known } = options;
  const byName = new Map(objects.map(object => [objectName(object), object]));
  return [...byName.values()].flatMap(({ kind: named, namespace, name }) => {
    const kind = CONFIG_KINDS.find(candidate => candidate === named);
    if (!kind) return [];
    const key = { namespace, name };
    const found = answer(snapshot, configDrift, { mesh, kind, key }, memo);
    const { primaries, fields } = found.value;
    const drifts = found.value.drifts.filter(drift =>
      clustersOf(drift).every(known),
    );
    const shown: ServiceDrift = {
      mesh,
      kind,
      ...key,
      readBy: readBy(kind),
      primaries: primaries.filter(known),
      drifts,
      fields: drifts.some(({ code }) => code === 'differs') ? fields : [],
    };
    return [{ ...found, value: drifts.length > 0 ? [shown] : [] }];
  });
}

function clustersOf(drift: ObjectDrift): readonly ClusterName[] {
  switch (drift.code) {
    case 'missing':
      return [...drift.present, ...drift.missing];
    case 'differs':
      return drift.variants.flat();
    case 'shadowed':
      return [...drift.effective, ...drift.shadowed];
    default:
      return drift.winners.map(({ cluster }) => cluster);
  }
}
