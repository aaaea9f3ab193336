import { Answer } from '../src/model/answer';
import { ClusterName } from '../src/model/refs';
import { ProxyRef } from '../src/rules/proxyConfig';
import { Reach } from '../src/rules/reach';
import { textTable } from './textTable';

/** Whether one client is served from one cluster. */
export interface ReachTrace {
  readonly client: ProxyRef;
  readonly to: ClusterName;
  readonly reach: Answer<Reach>;
}

/** One line for each client and cluster: the verdict, and the first failure or what is not known. */
export function reachTable(traces: readonly ReachTrace[]): readonly string[] {
  return textTable(
    ['CLIENT', 'CLUSTER', 'REACHED', 'PATH', 'WHY'],
    traces.map(({ client, to, reach: { value } }) => [
      `${client.cluster} ${client.namespace}/${client.pod}`,
      to,
      value.limited ? `${value.verdict} (limited)` : value.verdict,
      value.path,
      reason(value),
    ]),
  );
}

function reason({ verdict, firstFailure, checks }: Reach): string {
  if (firstFailure) {
    const { check, text, fix = '' } = firstFailure;
    return `${check}: ${text} ${fix}`.trim();
  }
  const open = checks.filter(({ status }) => status === 'unknown');
  return verdict === 'unknown'
    ? `not known: ${open
        .map(({ check, name }) => `${check} ${name}`)
        .join(', ')}`
    : '';
}
