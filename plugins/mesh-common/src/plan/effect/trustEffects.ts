import { callerGroupsInCluster } from '../../rules/callerGroups';
import { ControlPlaneKey } from '../../rules/controlPlaneView';
import { TrustCell, TrustMatrix, trustMatrix } from '../../rules/trustMatrix';
import { TrustParty } from '../../rules/trustParties';
import { EffectCaller, EffectVerdict, TrustEffect, TrustSide } from '../effect';
import { distinct, effectCaller } from './callerEffects';
import { Comparison } from './Comparison';

const WORDS: { readonly [verdict in TrustCell['verdict']]: string } = {
  yes: 'trusted',
  no: 'not trusted',
  partly: 'partly trusted',
  unknown: 'not known',
};

const RANK: { readonly [verdict in TrustCell['verdict']]: number } = {
  no: 0,
  partly: 1,
  yes: 2,
  unknown: 0,
};

/** Cells of the trust matrix that change. Workloads may be grouped differently afterwards, so cells are compared by control plane. */
export function trustEffects(comparison: Comparison): readonly TrustEffect[] {
  const { before, after, seen } = comparison.ask(trustMatrix, undefined);
  const known = cellsOf(before);
  const effects: TrustEffect[] = [];
  for (const [name, now] of cellsOf(after)) {
    const old = known.get(name);
    if (!old || old.verdict === now.verdict) continue;
    effects.push({
      truster: now.truster,
      trusted: now.trusted,
      callers: callersOf(comparison, now.trusted),
      before: WORDS[old.verdict],
      after: WORDS[now.verdict],
      verdict: seen ? verdictOf(old.verdict, now.verdict) : 'unknown',
    });
  }
  return effects;
}

/** Sidecars that show certificates of one control plane; a change of trust does not change who they are. */
function callersOf(
  comparison: Comparison,
  { cluster, controlPlanes }: TrustSide,
): readonly EffectCaller[] {
  const { before } = comparison.ask(callerGroupsInCluster, cluster);
  const own = before.filter(({ controlPlane }) =>
    controlPlanes.includes(sideName(controlPlane)),
  );
  return distinct(own.map(effectCaller));
}

interface Cell {
  readonly truster: TrustSide;
  readonly trusted: TrustSide;
  readonly verdict: TrustCell['verdict'];
}

function cellsOf({ parties, cells }: TrustMatrix): ReadonlyMap<string, Cell> {
  const byName = new Map<string, Cell>();
  for (const { truster, trusted, verdict } of cells) {
    for (const a of sides(parties[truster])) {
      for (const b of sides(parties[trusted])) {
        byName.set(JSON.stringify([a, b]), { truster: a, trusted: b, verdict });
      }
    }
  }
  return byName;
}

function sides({ cluster, controlPlanes }: TrustParty): readonly TrustSide[] {
  return controlPlanes.map(key => ({
    cluster,
    controlPlanes: [sideName(key)],
  }));
}

function sideName({ namespace, deployment }: ControlPlaneKey): string {
  return `${namespace}/${deployment}`;
}

function verdictOf(
  before: TrustCell['verdict'],
  after: TrustCell['verdict'],
): EffectVerdict {
  if (before === 'unknown' || after === 'unknown') return 'unknown';
  return RANK[after] > RANK[before] ? 'gains' : 'loses';
}
