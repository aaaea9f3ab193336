import { NotAllowedError } from '@backstage/errors';
import type { Operation } from '@meshwise/backstage-plugin-mesh-common';
import type { Caller } from '../engine/Caller';
import { isHuman } from './actionsOf';

/** Throws unless the caller is a person, and another one than whoever asked for the operation (T59). */
export function requireSecondPerson(
  { requester }: Operation,
  caller: Caller,
): void {
  if (!isHuman(caller)) {
    throw new NotAllowedError('Only a person may decide about an operation');
  }
  if (requester === caller.name) {
    throw new NotAllowedError(
      'You asked for the operation yourself; somebody else must decide about it',
    );
  }
}
