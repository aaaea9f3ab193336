import type {
  Coverage,
  SyncState,
} from '@meshwise/backstage-plugin-mesh-common';

/** From the best state to the worst. A state that concerns the whole cluster is worse than one that concerns a kind. */
const ORDER: readonly SyncState[] = [
  'not-installed',
  'synced',
  'syncing',
  'forbidden',
  'misbehaving',
  'timeout',
  'auth',
];

/** The worst of several coverages; the first of equally bad ones. */
export function worst<C extends Pick<Coverage, 'state'>>(
  coverages: Iterable<C>,
): C | undefined {
  let found: C | undefined;
  for (const coverage of coverages) {
    if (!found || rank(coverage.state) > rank(found.state)) found = coverage;
  }
  return found;
}

/** The coverage of a whole of which the parts are covered like this: as bad as its worst part, as old as its oldest. */
export function combined(parts: readonly Coverage[]): Coverage | undefined {
  const decisive = worst(parts);
  if (!decisive || parts.length === 1) return decisive;
  return {
    ...decisive,
    asOf: oldest(parts.map(part => part.asOf)),
    listedAt: oldest(parts.map(part => part.listedAt)),
  };
}

function rank(state: SyncState): number {
  return ORDER.indexOf(state);
}

function oldest(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((a, b) =>
    a === undefined || b === undefined ? undefined : Math.min(a, b),
  );
}
