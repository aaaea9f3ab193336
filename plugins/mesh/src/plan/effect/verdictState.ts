import { EffectVerdict } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

/** What a change means for somebody, in the state language. */
export const VERDICT_STATE: { readonly [verdict in EffectVerdict]: State } = {
  loses: 'down',
  unknown: 'unknown',
  changes: 'progressing',
  gains: 'healthy',
};

const ORDER = Object.keys(VERDICT_STATE);

/** The worst news first; the order of the plan among equals. */
export function worstEffectsFirst<
  T extends { readonly verdict: EffectVerdict },
>(effects: readonly T[]): readonly T[] {
  return [...effects].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict),
  );
}
