import { TrustCell } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../state/State';

/** Trust in the state language. Not to trust is no failure: different meshes should not. */
export function trustState(verdict: TrustCell['verdict']): State {
  switch (verdict) {
    case 'yes':
      return 'healthy';
    case 'no':
      return 'not-applicable';
    case 'partly':
      return 'degraded';
    default:
      return 'unknown';
  }
}
