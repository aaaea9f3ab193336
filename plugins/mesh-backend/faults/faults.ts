import type { FaultContext } from './FaultContext';
import { killAtEveryStep } from './W01';
import { killTwice } from './W02';
import { answerEachWrite } from './W03';
import { loseEachAnswer } from './W04';
import { submitTogether } from './W05';
import { editBetween } from './W06';
import { stopAndProceed } from './W07';
import { losePostgres } from './W08';
import { failSubsets } from './W09';
import { raceApprovals } from './W10';
import { proposePlans } from './W11';

/** The numbered faults of the write path (faults and bad input 4.2). */
export const FAULTS: ReadonlyMap<
  string,
  (context: FaultContext) => Promise<void>
> = new Map([
  ['W01', killAtEveryStep],
  ['W02', killTwice],
  ['W03', answerEachWrite],
  ['W04', loseEachAnswer],
  ['W05', submitTogether],
  ['W06', editBetween],
  ['W07', stopAndProceed],
  ['W08', losePostgres],
  ['W09', failSubsets],
  ['W10', raceApprovals],
  ['W11', proposePlans],
]);
