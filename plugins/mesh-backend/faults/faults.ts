import type { FaultContext } from './FaultContext';
import { killAtEveryStep } from './W01';
import { killTwice } from './W02';

/** The numbered faults of the write path (faults and bad input 4.2). */
export const FAULTS: ReadonlyMap<
  string,
  (context: FaultContext) => Promise<void>
> = new Map([
  ['W01', killAtEveryStep],
  ['W02', killTwice],
]);
