import { compareText, RecordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { FindingSubject } from './finding';

/** Subject of a finding from the kind, the key and the clusters of what it is about. */
export function findingSubject(
  kind: string,
  { namespace, name }: RecordKey,
  clusters: Iterable<ClusterName>,
): FindingSubject {
  return {
    kind,
    namespace,
    name,
    clusters: [...new Set(clusters)].sort(compareText),
  };
}

/** `a`, `a and b`, `a, b and c`; after five only how many more. */
export function listText(items: Iterable<string>): string {
  const all = [...new Set(items)];
  const shown = all.length > 6 ? all.slice(0, 5) : all;
  const rest = all.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2
    ? parts.join()
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
