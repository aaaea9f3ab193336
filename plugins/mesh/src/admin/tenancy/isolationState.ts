import { Isolation } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

const STATES: { readonly [state in Isolation['state']]: State } = {
  isolated: 'healthy',
  partly: 'degraded',
  open: 'down',
  outside: 'not-applicable',
  unknown: 'unknown',
};

/** How well a namespace is closed, in the state language. Outside of a mesh, no policy has an effect, so nothing is judged. */
export function isolationState({ state }: Isolation): State {
  return STATES[state];
}
