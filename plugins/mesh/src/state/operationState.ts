import {
  Operation,
  OperationTarget,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from './State';

const OPERATION: { readonly [state in Operation['state']]: State } = {
  applying: 'progressing',
  verifying: 'progressing',
  done: 'healthy',
  partial: 'degraded',
  failed: 'down',
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
  applied: 'healthy',
  unchanged: 'healthy',
  failed: 'down',
};

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
