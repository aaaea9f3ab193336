import { decode } from '../src/decode/decoders';
import { kindOfObject } from '../src/decode/kindOfObject';
import { ApplyChange, Change } from '../src/model/change';
import { Kind, KIND_NAMES, kindRow } from '../src/model/kinds';
import { RecordKey } from '../src/model/record';
import { ClusterName } from '../src/model/refs';
import { Snapshot } from '../src/model/snapshot';
import { ChangeStep } from './changeStep';
import { lossOf } from './lossOf';
import { MeshFolder } from './meshFolder';
import { MeshTexts } from './meshTexts';
import { RemoteSecrets } from './remoteSecrets';

/** Created by a step: younger than every other object, in the order of the steps. */
const FIRST_CREATION = Date.UTC(2026, 5, 1);

/** The change of a folder as data, and the snapshot after it. */
export function changesOf(folder: MeshFolder): {
  readonly changes: readonly Change[];
  readonly after: Snapshot;
} {
  const secrets = RemoteSecrets.create(folder.objects);
  const meshTexts = MeshTexts.create(folder.objects);
  const all: Change[] = [];
  const after = folder.change.reduce((snapshot, step, index) => {
    const time = FIRST_CREATION + (index + 1) * 1000;
    const changes = changesOfStep(step, { snapshot, secrets, meshTexts, time });
    all.push(...changes);
    return snapshot.with(...changes);
  }, folder.snapshot);
  return { changes: all, after };
}

/** What a step finds. */
interface Place {
  readonly snapshot: Snapshot;
  readonly secrets: RemoteSecrets;
  readonly meshTexts: MeshTexts;
  /** Creation time of what it creates. */
  readonly time: number;
}

function changesOfStep(step: ChangeStep, place: Place): readonly Change[] {
  const { secrets, meshTexts, snapshot, time } = place;
  if ('apply' in step) {
    const { cluster, object } = step.apply;
    if (object.kind === 'Secret') return secrets.apply(cluster, object);
    meshTexts.apply(cluster, object);
    return applied(cluster, object, time);
  }
  if ('remesh' in step) {
    const { cluster, mesh } = step.remesh;
    return applied(cluster, meshTexts.remesh(cluster, mesh), time);
  }
  if ('lose' in step) {
    const loss = lossOf(step);
    if (loss.mode === 'D7' || loss.mode === 'D8') secrets.forget(loss.cluster);
    return [loss];
  }
  if ('delete' in step) {
    const { cluster, apiVersion, kind: name, ...key } = step.delete;
    if (name === 'Secret') return secrets.delete(cluster, key);
    const metadata = { name: key.name };
    const kind = kindOfObject({ apiVersion, kind: name, metadata });
    return kind ? [{ code: 'delete', cluster, kind, ...key }] : [];
  }
  const { cluster, kind: name, labels, namespace, name: object } = step.relabel;
  const key = { namespace, name: object };
  if (name === 'Secret') return secrets.relabel(cluster, key, labels);
  const kind = kindNamed(snapshot, cluster, name, key);
  const changed = new Map(
    Object.entries(labels).map(([label, value]) => [label, value ?? undefined]),
  );
  return kind
    ? [{ code: 'relabel', cluster, kind, ...key, labels: changed }]
    : [];
}

function applied(
  cluster: ClusterName,
  object: unknown,
  created: number,
): readonly ApplyChange[] {
  const kind = kindOfObject(object);
  return kind ? [decoded(cluster, kind, object, created)] : [];
}

function decoded<K extends Kind>(
  cluster: ClusterName,
  kind: K,
  object: unknown,
  created: number,
): ApplyChange {
  const result = decode(kind, object);
  if (result.code === 'unreadable') {
    const { namespace, name, field, problem } = result;
    throw new Error(`${kind} ${namespace}/${name}: ${field} ${problem}`);
  }
  const record = { ...result.record, created };
  return { code: 'apply', cluster, kind, record } as ApplyChange;
}

/** A step names the kind alone; where groups share the name, the one that has the object is meant. */
function kindNamed(
  snapshot: Snapshot,
  cluster: ClusterName,
  name: string,
  key: RecordKey,
): Kind | undefined {
  return KIND_NAMES.filter(kind => kindRow(kind).kind === name).find(
    kind => snapshot.view(cluster, kind)?.table.get(key) !== undefined,
  );
}
