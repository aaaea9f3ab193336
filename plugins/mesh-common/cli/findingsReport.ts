import { Snapshot } from '../src/model/snapshot';
import { Finding } from '../src/rules/finding';
import { findings } from '../src/rules/findings';
import { gapLines } from './gapLines';
import { Report, ReportSeverity } from './report';
import { textTable } from './textTable';

/** All that the checks find wrong with a fleet, worst first. */
export function findingsReport(snapshot: Snapshot): Report {
  const found = findings(snapshot);
  const gaps = gapLines(found.partial.flatMap(({ gaps: unseen }) => unseen));
  return {
    data: found,
    severity: severityOf(found.findings, gaps.length > 0),
    lines: [
      ...(found.findings.length > 0 ? table(found.findings) : ['no finding']),
      ...gaps,
    ],
  };
}

function severityOf(
  list: readonly Finding[],
  isPartial: boolean,
): ReportSeverity {
  const has = (severity: Finding['severity']) =>
    list.some(finding => finding.severity === severity);
  if (has('error')) return 'error';
  return has('warning') || isPartial ? 'warning' : 'none';
}

/** One line to find it by, then what is wrong and what to do. */
function table(list: readonly Finding[]): readonly string[] {
  const [headings, ...rows] = textTable(
    ['SEVERITY', 'CODE', 'SUBJECT', 'CLUSTERS'],
    list.map(
      ({ severity, code, subject: { kind, namespace, name, clusters } }) => [
        severity,
        code,
        [kind, namespace, name].filter(part => part !== '').join('/'),
        clusters.join(','),
      ],
    ),
  );
  return [
    headings,
    ...list.flatMap(({ message, fix }, index) => [
      rows[index],
      `  ${message}`,
      `  Fix: ${fix}`,
    ]),
  ];
}
