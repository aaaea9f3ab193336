import type { SyncState } from '@meshwise/backstage-plugin-mesh-common';
import { ApiFailure, ApiFailureCode } from './ApiFailure';

const STATES: Readonly<Record<ApiFailureCode, Exclude<SyncState, 'synced'>>> = {
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
export function stateAfter(failure: ApiFailure): Exclude<SyncState, 'synced'> {
  return STATES[failure.code];
}
