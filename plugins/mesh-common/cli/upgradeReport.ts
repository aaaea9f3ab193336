import { Memo } from '../src/model/memo';
import { Snapshot } from '../src/model/snapshot';
import { allViews } from '../src/rules/allViews';
import { answer } from '../src/rules/answer';
import {
  upgradeDiff,
  UpgradeDiff,
  UpgradeEffect,
} from '../src/rules/upgradeDiff';
import { minorOf } from '../src/rules/version';
import { gapLines } from './gapLines';
import { Report, ReportSeverity } from './report';
import { textTable } from './textTable';
import { WrongInput } from './wrongInput';

const SEVERITIES: Readonly<Record<UpgradeDiff['verdict'], ReportSeverity>> = {
  unchanged: 'none',
  changed: 'warning',
  unknown: 'warning',
};

/** What changes for whom when every control plane of a fleet runs another version, one control plane after the other. */
export function upgradeReport(
  snapshot: Snapshot,
  version: string | undefined,
): Report {
  if (version === undefined || minorOf(version) === undefined)
    throw new WrongInput(
      version === undefined
        ? 'No version is named. Say --to 1.31.'
        : `"${version}" is no version of Istio. Say --to 1.31.`,
    );
  const memo = Memo.create();
  const controlPlanes = answer(snapshot, allViews, undefined, memo).value;
  if (controlPlanes.length === 0)
    throw new WrongInput(
      'No cluster of the folder runs an istiod. Add the Deployment of istiod to clusters/<name>/.',
    );
  const diffs = controlPlanes.map(({ key }) =>
    upgradeDiff(snapshot, { controlPlane: key, version }, memo),
  );
  const worst = diffs.find(({ verdict }) => verdict !== 'unchanged');
  return {
    data: diffs,
    severity: worst ? SEVERITIES[worst.verdict] : 'none',
    lines: [
      ...diffs.flatMap(linesOf),
      ...gapLines(diffs.flatMap(({ gaps }) => gaps)),
    ],
  };
}

function linesOf(diff: UpgradeDiff): readonly string[] {
  const { controlPlane, from = 'unknown version', to, verdict } = diff;
  const { cluster, namespace, deployment } = controlPlane;
  return [
    `${namespace}/${deployment} in ${cluster}, ${from} to ${to}: ${verdict}`,
    ...diff.unknowns,
    ...(diff.effects.length > 0 ? table(diff.effects) : []),
  ];
}

/** One line to find it by, then what is no longer so, what is so then, and why. */
function table(effects: readonly UpgradeEffect[]): readonly string[] {
  const [headings, ...rows] = textTable(
    ['CALLERS', 'HOST', 'CHANGES'],
    effects.map(({ callers, host, aspect }) => [
      `${callers.cluster} ${callers.namespace}/${callers.name}`,
      host,
      aspect,
    ]),
  );
  return [
    headings,
    ...effects.flatMap(({ now, then, causes }, index) => [
      rows[index],
      ...now.map(text => `  - ${text}`),
      ...then.map(text => `  + ${text}`),
      ...causes.map(
        ({ since, until, what, source }) =>
          `  ${
            until === undefined
              ? `Since 1.${since}`
              : `From 1.${since} to 1.${until}`
          }: ${what} (reference ${source})`,
      ),
    ]),
  ];
}
