import type { Caller } from './Caller';

/** Who asks. Nobody sees anything before permissions have been asked. */
export function callerOf(
  who: Pick<Caller, 'name' | 'credentials' | 'request'>,
): Caller {
  return { ...who, sees: () => false, seesAllOperations: false };
}
