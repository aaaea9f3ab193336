import { parseArgs } from 'node:util';
import { FaultContext } from './FaultContext';
import { FAULTS } from './faults';

const USAGE = `Usage: npm run -s faults -- NUMBER [--db sqlite|postgres] [--every N] [--seed N]
NUMBER: ${[...FAULTS.keys()].join(', ')}`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      db: { type: 'string', default: 'sqlite' },
      every: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [number = ''] = positionals;
  const fault = FAULTS.get(number);
  const { db, every, seed } = values;
  if (!fault || (db !== 'sqlite' && db !== 'postgres')) {
    throw new Error(USAGE);
  }
  const context = FaultContext.create({
    db,
    every: Number(every),
    seed: Number(seed),
    progress: line => process.stderr.write(`${line}\n`),
  });
  await fault(context);
  const { tally } = context;
  for (const problem of tally.untold()) process.stderr.write(`${problem}\n`);
  const { points, lost, doubled, unaudited } = tally.counts;
  process.stdout.write(
    `${number}: points ${points}, lost ${lost}, doubled ${doubled}, unaudited ${unaudited}\n`,
  );
  // Node may wait for ever for handles of connections that were cut, and all work is done.
  process.exit(tally.clean ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `faults: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exit(2);
});
