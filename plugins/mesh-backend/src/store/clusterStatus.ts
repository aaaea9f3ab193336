import {
  Coverage,
  Instant,
  Kind,
  KIND_NAMES,
} from '@meshwise/backstage-plugin-mesh-common';
import { ClusterStore } from './ClusterStore';
import { ClusterStatus } from './MeshStore';
import { worst } from './severity';

/** What the configuration says of a cluster. */
export type ClusterDescription = Pick<
  ClusterStatus,
  'name' | 'title' | 'authProvider' | 'access' | 'reason'
>;

/** What {@link clusterStatus} looks at. */
export interface ClusterStatusInput {
  readonly description: ClusterDescription;
  readonly store: ClusterStore | undefined;
  readonly before: ClusterStatus | undefined;
  readonly now: Instant;
}

/** The status of a cluster: what its configuration says, and its worst kind. */
export function clusterStatus(input: ClusterStatusInput): ClusterStatus {
  const { description, store, before, now } = input;
  const coverages = store ? coveragesOf(store) : [];
  const decisive = worst(coverages);
  const state =
    decisive?.state === 'not-installed' ? 'synced' : decisive?.state;
  return {
    ...description,
    reason: description.reason ?? reasonOf(coverages, decisive),
    kubernetesVersion: store?.kubernetesVersion,
    state,
    since: before && before.state === state ? before.since : now,
    lastSeen: latest([
      store?.lastAnswer,
      ...coverages.map(coverage => coverage.asOf),
    ]),
  };
}

type KindCoverage = Coverage & { readonly kind: Kind };

function coveragesOf(store: ClusterStore): readonly KindCoverage[] {
  const { kinds } = store.view;
  return KIND_NAMES.flatMap(kind => {
    const coverage = kinds[kind]?.coverage;
    return coverage ? [{ ...coverage, kind }] : [];
  });
}

/** The reason of the worst state, with the kinds it concerns unless it concerns the cluster as a whole. */
function reasonOf(
  coverages: readonly KindCoverage[],
  decisive: KindCoverage | undefined,
): string | undefined {
  if (!decisive?.reason) return undefined;
  const concerned = coverages.filter(({ state }) => state === decisive.state);
  const installed = coverages.filter(({ state }) => state !== 'not-installed');
  if (concerned.length === installed.length) return decisive.reason;
  const others = concerned.length - 1;
  const more = others > 0 ? ` (and ${others} more)` : '';
  return `${decisive.kind}${more}: ${decisive.reason}`;
}

function latest(times: readonly (Instant | undefined)[]): Instant | undefined {
  return times.reduce(
    (a, b) => (a === undefined || (b !== undefined && b > a) ? b : a),
    undefined,
  );
}
