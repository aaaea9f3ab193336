import { Snapshot } from '../src/model/snapshot';
import { GroupOutcome } from '../src/rules/groupOutcome';
import { LossVerdict } from '../src/rules/lossVerdict';
import { LossQuestion, WhatIf } from '../src/rules/WhatIf';
import { callerText } from './callerText';
import { gapLines } from './gapLines';
import { Report, ReportSeverity } from './report';
import { shareText } from './shareText';
import { textTable } from './textTable';

const SEVERITIES: Readonly<Record<LossVerdict, ReportSeverity>> = {
  unaffected: 'none',
  survives: 'none',
  degraded: 'warning',
  unknown: 'warning',
  lost: 'error',
};

/** What a loss does to the callers of a service, group by group. */
export function whatIfReport(
  snapshot: Snapshot,
  question: LossQuestion,
): Report {
  const outcome = WhatIf.create({ snapshot }).ask(question);
  const { service, verdict, groups } = outcome;
  const gaps = [...outcome.gaps, ...groups.flatMap(group => group.gaps)];
  return {
    data: outcome,
    severity: SEVERITIES[verdict],
    lines: [
      `${service.namespace}/${service.name}: ${verdict}`,
      ...(groups.length > 0
        ? table(groups)
        : ['no pod with a sidecar may call it']),
      ...gapLines(gaps),
    ],
  };
}

function table(groups: readonly GroupOutcome[]): readonly string[] {
  return textTable(
    ['CALLERS', 'VERDICT', 'BEFORE', 'AT ONCE', 'NOTICED', 'KNOWN', 'REASONS'],
    groups.map(group => [
      callerText(group.group),
      group.verdict,
      shareText(group.before),
      phaseText(group, 't0'),
      phaseText(group, 't1'),
      phaseText(group, 't2'),
      group.reasons.join(', '),
    ]),
  );
}

function phaseText({ phases }: GroupOutcome, wanted: 't0' | 't1' | 't2') {
  const phase = phases.find(({ name }) => name === wanted);
  return phase ? shareText(phase.share) : '';
}
