import { EffectiveMtlsMode } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

const STATES: { readonly [mode in EffectiveMtlsMode]: State } = {
  STRICT: 'healthy',
  PERMISSIVE: 'degraded',
  DISABLE: 'down',
  unknown: 'unknown',
};

/** A mode of mutual TLS in the state language. */
export function mtlsState(mode: EffectiveMtlsMode): State {
  return STATES[mode];
}
