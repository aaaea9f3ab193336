import { parse, stringify } from 'yaml';
import {
  decodeRemoteSecret,
  linksFromSecrets,
  RemoteSecret,
} from '../src/decode/clusterLinks';
import { decode } from '../src/decode/decoders';
import { kindOfObject } from '../src/decode/kindOfObject';
import { ApplyChange, Change, LossChange } from '../src/model/change';
import { Kind, KIND_NAMES, kindRow } from '../src/model/kinds';
import { ClusterName } from '../src/model/refs';
import { Snapshot } from '../src/model/snapshot';
import { ChangeStep } from './changeStep';
import { merged } from './merged';
import { MeshFolder } from './meshFolder';

/** Created by a step: younger than every other object, in the order of the steps. */
const FIRST_CREATION = Date.UTC(2026, 5, 1);

/** The change of a folder as data, and the snapshot after it. */
export function changesOf(folder: MeshFolder): {
  readonly changes: readonly Change[];
  readonly after: Snapshot;
} {
  const meshTexts = new Map<ClusterName, string>();
  const all: Change[] = [];
  const after = folder.change.reduce((snapshot, step, index) => {
    const time = FIRST_CREATION + (index + 1) * 1000;
    const changes = changesOfStep({ step, snapshot, folder, meshTexts, time });
    all.push(...changes);
    return snapshot.with(...changes);
  }, folder.snapshot);
  return { changes: all, after };
}

interface StepInPlace {
  readonly step: ChangeStep;
  readonly snapshot: Snapshot;
  readonly folder: MeshFolder;
  /** Mesh config that earlier steps wrote. */
  readonly meshTexts: Map<ClusterName, string>;
  readonly time: number;
}

function changesOfStep(place: StepInPlace): readonly Change[] {
  const { step, snapshot } = place;
  if ('apply' in step) return apply(place, step.apply);
  if ('remesh' in step) return remesh(place, step.remesh);
  if ('lose' in step) return [lossOf(step)];
  if ('delete' in step) {
    const { cluster, apiVersion, kind, namespace, name } = step.delete;
    if (kind === 'Secret')
      return linksAfter(snapshot, cluster, {
        namespace,
        name,
        clusterIds: [],
      });
    const known = kindOfObject({ apiVersion, kind, metadata: { name } });
    if (!known) return [];
    return [{ code: 'delete', cluster, kind: known, namespace, name }];
  }
  const { cluster, kind, namespace, name, labels } = step.relabel;
  const known = kindNamed(kind, step.relabel.apiVersion);
  return [
    {
      code: 'relabel',
      cluster,
      kind: known,
      namespace,
      name,
      labels: new Map(
        Object.entries(labels).map(([k, v]) => [k, v ?? undefined]),
      ),
    },
  ];
}

function apply(
  { snapshot, meshTexts, time }: StepInPlace,
  {
    cluster,
    object,
  }: { readonly cluster: ClusterName; readonly object: unknown },
): readonly Change[] {
  const secret = decodeRemoteSecret(object);
  if (secret) return linksAfter(snapshot, cluster, secret);
  const kind = kindOfObject(object);
  if (!kind) return [];
  if (kind === 'MeshConfig') meshTexts.set(cluster, meshText(object));
  return [applied(cluster, kind, object, time)];
}

function applied<K extends Kind>(
  cluster: ClusterName,
  kind: K,
  object: unknown,
  created: number,
): ApplyChange {
  const decoded = decode(kind, object);
  if (decoded.code === 'unreadable')
    throw new Error(
      `${kind} ${decoded.namespace}/${decoded.name} of the change: ${decoded.field} ${decoded.problem}`,
    );
  const record = { ...decoded.record, created };
  return { code: 'apply', cluster, kind, record } as ApplyChange;
}

/** Links of a namespace after one of its remote Secrets is written; without keys, after it is deleted. */
function linksAfter(
  snapshot: Snapshot,
  cluster: ClusterName,
  secret: RemoteSecret,
): readonly Change[] {
  const { namespace } = secret;
  const known = snapshot.view(cluster, 'ClusterLinks')?.table.list(namespace);
  const others = (known?.[0]?.links ?? [])
    .filter(({ source }) => source !== secret.name)
    .map(({ source, clusterId }) => ({
      namespace,
      name: source,
      clusterIds: [clusterId],
    }));
  const clusters = new Set(snapshot.clusterNames);
  const record = linksFromSecrets(namespace, [...others, secret], clusterId =>
    clusters.has(clusterId) ? clusterId : undefined,
  );
  return [{ code: 'apply', cluster, kind: 'ClusterLinks', record }];
}

function remesh(
  { folder, meshTexts, time }: StepInPlace,
  {
    cluster,
    mesh,
  }: { readonly cluster: ClusterName; readonly mesh: Record<string, unknown> },
): readonly Change[] {
  const object = (folder.objects.get(cluster) ?? []).find(isMeshConfig);
  const text = meshTexts.get(cluster) ?? meshText(object);
  const after = stringify(merged(parse(text), mesh));
  meshTexts.set(cluster, after);
  return [
    applied(
      cluster,
      'MeshConfig',
      merged(object, { data: { mesh: after } }),
      time,
    ),
  ];
}

/** The ConfigMap of the unnamed revision. */
function isMeshConfig(object: unknown): boolean {
  if (kindOfObject(object) !== 'MeshConfig') return false;
  const decoded = decode('MeshConfig', object);
  return decoded.code === 'decoded' && decoded.record.name === 'istio';
}

function meshText(object: unknown): string {
  const { data } = (object ?? {}) as { data?: { mesh?: string } };
  return data?.mesh ?? '';
}

function lossOf(step: Extract<ChangeStep, { lose: unknown }>): LossChange {
  const { lose, as: mode } = step;
  if (mode !== 'D1') {
    if (!('cluster' in lose))
      throw new Error(`Only a cluster can be lost as ${mode}.`);
    return { code: 'lose', mode, cluster: lose.cluster };
  }
  if ('cluster' in lose)
    return {
      code: 'lose',
      mode,
      pods: { code: 'cluster', cluster: lose.cluster },
    };
  if ('locality' in lose)
    return {
      code: 'lose',
      mode,
      pods: { code: 'locality', locality: lose.locality },
    };
  const { service, ready } = lose;
  return {
    code: 'lose',
    mode,
    pods: { code: 'service', service, cluster: lose.in, ready },
  };
}

/** A relabel step names the kind alone; where two groups share one, Istio's own comes first. */
function kindNamed(name: string, apiVersion: string | undefined): Kind {
  const kind =
    (apiVersion && kindOfObject({ apiVersion, kind: name })) ||
    KIND_NAMES.find(
      known => kindRow(known).kind === name && !kindRow(known).names,
    );
  if (!kind)
    throw new Error(`The change relabels a ${name}, which is not read.`);
  return kind;
}
