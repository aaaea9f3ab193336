import { ConflictError } from '@backstage/errors';

/** What is said to somebody who wants what another operation holds. */
export function busy(id: string): ConflictError {
  return new ConflictError(
    `Operation ${id} is changing the same now, or is partly done. Plan again when it has ended.`,
  );
}
