import { decode } from '../../decode/decoders';
import { kindOfObject } from '../../decode/kindOfObject';
import { ApplyChange, Change } from '../../model/change';
import { Kind } from '../../model/kinds';
import { Labels, ObjectRecord } from '../../model/record';
import { Records } from '../../model/records';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { Manifest, PlannedObject } from '../plan';
import { distributedFingerprint } from '../manifests/distributedRoot';
import { distributedRootChanges } from './distributedRootChanges';
import { trustAnchorChanges } from './trustAnchorChanges';

/**
 * What the objects of a draft change of what is read. Objects of kinds that are not read change nothing that a rule could
 * say. Labels and annotations that an object has besides the planned ones stay, as server-side apply leaves them.
 */
export function draftChanges(
  snapshot: Snapshot,
  objects: readonly PlannedObject[],
): readonly Change[] {
  return objects.flatMap((object): readonly Change[] => {
    const { cluster } = object;
    if (object.act === 'apply')
      return applied(snapshot, cluster, object.manifest);
    const { apiVersion, kind: name, ...key } = object.object;
    const root = distributedFingerprint(object.object);
    if (root) return distributedRootChanges(snapshot, cluster, root, undefined);
    const metadata = { namespace: key.namespace, name: key.name };
    const kind = kindOfObject({ apiVersion, kind: name, metadata });
    return kind ? [{ code: 'delete', cluster, kind, ...key }] : [];
  });
}

function applied(
  snapshot: Snapshot,
  cluster: ClusterName,
  manifest: Manifest,
): readonly Change[] {
  const { apiVersion, kind: written, metadata } = manifest;
  const root = distributedFingerprint({
    apiVersion,
    kind: written,
    name: metadata.name,
  });
  if (root) return distributedRootChanges(snapshot, cluster, root, manifest);
  const kind = kindOfObject(manifest);
  if (!kind) return [];
  if (kind === 'Istio') return trustAnchorChanges(snapshot, cluster, manifest);
  const change = applyChange(snapshot, cluster, kind, manifest);
  return change ? [change] : [];
}

function applyChange<K extends Kind>(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: K,
  manifest: Manifest,
): Change | undefined {
  const decoded = decode(kind, manifest);
  if (decoded.code !== 'decoded') return undefined;
  const known = snapshot.view(cluster, kind)?.table.get(decoded.record);
  const record = known
    ? over<Records[K]>(known, decoded.record)
    : decoded.record;
  // Kind and record come from one decoder; the union of all kinds cannot say so.
  return { code: 'apply', cluster, kind, record } as ApplyChange;
}

function over<R extends ObjectRecord>(known: R, planned: R): R {
  return {
    ...known,
    ...planned,
    labels: merged(known.labels, planned.labels),
    annotations: merged(known.annotations, planned.annotations),
  };
}

function merged(known: Labels, planned: Labels): Labels {
  return new Map([...known, ...planned]);
}
