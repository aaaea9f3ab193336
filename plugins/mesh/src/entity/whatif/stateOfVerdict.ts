import { LossVerdict } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

const STATES: Readonly<Record<LossVerdict, State>> = {
  unaffected: 'healthy',
  survives: 'healthy',
  degraded: 'degraded',
  lost: 'down',
  unknown: 'unknown',
};

/** The shape of a verdict. */
export function stateOfVerdict(verdict: LossVerdict): State {
  return STATES[verdict];
}
