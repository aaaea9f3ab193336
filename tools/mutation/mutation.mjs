// npm run mutation [-- --sample 800 [--seed 1]] [--mutate <files>] [--concurrency 4]: docs/mutation.md.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { fail } from '../process.mjs';
import { reportOf } from './report.mjs';

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    mutate: { type: 'string' },
    concurrency: { type: 'string', default: `${availableParallelism()}` },
  },
});
const size = values.sample && positive('--sample', values.sample);
const seed = positive('--seed', values.seed);
const concurrency = positive('--concurrency', values.concurrency);

// Stryker itself sets the exit code where the score is below `thresholds.break`.
const mutants = await new Stryker({
  concurrency,
  ...(values.mutate && { mutate: values.mutate.split(',') }),
  ...(size && {
    // A sample is no ground for the next full run.
    incremental: false,
    checkers: ['sample'],
    sample: { size, seed },
  }),
}).runMutationTest();
process.stdout.write(reportOf(mutants));

function positive(option, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    fail(`${option} ${text}`, 'It takes a positive whole number.');
  }
  return number;
}
