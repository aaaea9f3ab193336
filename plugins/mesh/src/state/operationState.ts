import {
  Operation,
  OperationTarget,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from './State';

const OPERATION: { readonly [state in Operation['state']]: State } = {
  'awaiting-approval': 'progressing',
  approved: 'progressing',
  'awaiting-merge': 'progressing',
  applying: 'progressing',
  verifying: 'progressing',
  partial: 'degraded',
  stuck: 'down',
  compensating: 'progressing',
  done: 'healthy',
  compensated: 'not-applicable',
  'accepted-partial': 'degraded',
  failed: 'down',
  rejected: 'not-applicable',
  expired: 'not-applicable',
};

const TARGET: { readonly [state in OperationTarget['state']]: State } = {
  waiting: 'not-applicable',
  applying: 'progressing',
  done: 'healthy',
  failed: 'down',
};

const ITEM: {
  readonly [state in OperationTarget['items'][number]['state']]: State;
} = {
  waiting: 'not-applicable',
  sent: 'progressing',
  applied: 'healthy',
  unchanged: 'healthy',
  failed: 'down',
  compensated: 'not-applicable',
  skipped: 'not-applicable',
};

const MOVING: ReadonlySet<Operation['state']> = new Set([
  'approved',
  'applying',
  'verifying',
  'compensating',
]);

/** Whether an operation goes on by itself just now. */
export function isMoving({ state }: Operation): boolean {
  return MOVING.has(state);
}

/** State of an operation in the state language. */
export function operationState({ state }: Operation): State {
  return OPERATION[state];
}

/** State of an operation in one cluster. */
export function targetState({ state }: OperationTarget): State {
  return TARGET[state];
}

/** State of one object of an operation. */
export function itemState({ state }: OperationTarget['items'][number]): State {
  return ITEM[state];
}
