import type { SyncState } from '@meshwise/backstage-plugin-mesh-common';
import { ApiFailure, ApiFailureCode } from './ApiFailure';

const STATES: Readonly<Record<ApiFailureCode, SyncState>> = {
  unreachable: 'timeout',
  throttled: 'timeout',
  expired: 'timeout',
  unauthorized: 'auth',
  forbidden: 'forbidden',
  'not-found': 'not-installed',
  misbehaving: 'misbehaving',
  refused: 'misbehaving',
};

/** The state of what could not be read because of a failure. */
export function stateAfter(failure: ApiFailure): SyncState {
  return STATES[failure.code];
}
