import { resolve } from 'node:path';
import { runCli } from './runCli';

runCli(process.argv.slice(2), {
  root: resolve(__dirname, '../../..'),
  print: line => process.stdout.write(`${line}\n`),
}).catch((error: unknown) => {
  process.stderr.write(
    `lab: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
});
