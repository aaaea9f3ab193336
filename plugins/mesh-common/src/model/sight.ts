import { Gap } from './coverage';
import { Kind } from './kinds';
import { recordKey, RecordKey } from './record';
import { ClusterName } from './refs';
import { KindView, Snapshot } from './snapshot';

/**
 * How well something can be seen: `full`, `stale` (last known, or partly unreadable), or `none` (never seen, or not allowed).
 *
 * @public
 */
export type Sight = 'full' | 'stale' | 'none';

/** How well a kind can be seen in a cluster, or in one namespace of it. */
export function sightOf(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: Kind,
  namespace: string | undefined,
): Sight {
  const view: KindView | undefined = snapshot.view(cluster, kind);
  if (!view || view.coverage.state === 'forbidden') return 'none';
  const { listedAt, state } = view.coverage;
  if (listedAt === undefined && state !== 'not-installed') return 'none';
  if (isWhole(view)) return 'full';
  const gaps = gapsAt(snapshot, cluster, kind, object =>
    mayBeIn(namespace, object),
  );
  return gaps.length === 0 ? 'full' : 'stale';
}

/** Whether nothing at all is missing of a kind. */
export function isWhole<K extends Kind>(
  view: KindView<K> | undefined,
): boolean {
  if (!view || view.table.unreadable.size > 0) return false;
  const { state } = view.coverage;
  return state === 'synced' || state === 'not-installed';
}

/** What is missing of a kind in a cluster, as far as it matters. */
export function gapsAt(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: Kind,
  matters: (object: RecordKey) => boolean,
): readonly Gap[] {
  const view: KindView | undefined = snapshot.view(cluster, kind);
  if (!view) {
    const reason = 'this kind was never asked for';
    return [{ cluster, kind, state: 'syncing', since: snapshot.at, reason }];
  }
  const { state, since, reason } = view.coverage;
  const gaps: Gap[] = [];
  if (state !== 'synced' && state !== 'not-installed')
    gaps.push({ cluster, kind, state, since, reason });
  for (const object of view.table.unreadable.values()) {
    if (!matters(object)) continue;
    gaps.push({
      cluster,
      kind,
      state: 'unreadable',
      since,
      object: recordKey(object),
      reason: `${object.field} ${object.problem}`,
    });
  }
  return gaps;
}

/** Whether an object that cannot be read may lie in a namespace; `undefined`: in any. One without a readable name may lie anywhere. */
export function mayBeIn(
  namespace: string | undefined,
  object: RecordKey,
): boolean {
  if (namespace === undefined || namespace === object.namespace) return true;
  return object.name === '' && object.namespace === '';
}
