import { existsSync, readFileSync } from 'node:fs';

/**
 * What the API servers of all real labs of a run were asked by Meshwise, from the file that `MESHWISE_AUDIT_TOTALS` named:
 * a line for each server. Requests for Secrets are a failure, and so is a run in which nobody was asked anything.
 */
export function auditTotals(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const servers = lines
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
  const sum = numbers => numbers.reduce((total, number) => total + number, 0);
  const events = sum(servers.map(server => server.events));
  const secrets = sum(servers.map(server => server.forSecrets.length));
  return {
    clean: events > 0 && secrets === 0,
    line: `audit logs: API servers ${servers.length}, requests of Meshwise ${events}, for secrets ${secrets}`,
  };
}
