import { relative } from 'node:path';
import config from '../../stryker.config.mjs';

const NOTICED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);
const RULES = 'plugins/mesh-common/src/rules';
/** Standard deviations of an interval of 95 %. */
const Z = 1.96;

/** Score, table per file and survivors of the mutants that were measured, as Markdown. */
export function reportOf(mutants) {
  const counted = mutants.filter(({ status }) => status !== 'Ignored');
  const measured = counted.filter(
    ({ status }) => NOTICED.has(status) || MISSED.has(status),
  );
  const files = Map.groupBy(measured, ({ fileName }) =>
    relative(RULES, fileName),
  );
  const rows = [...files]
    .map(([file, of]) => ({ file, ...scoreOf(of) }))
    .sort((a, b) => a.share - b.share || b.all - a.all);
  const missed = measured.filter(({ status }) => MISSED.has(status));
  const byRecordings = measured.filter(({ killedBy }) =>
    killedBy?.[0].startsWith(config.tests.last),
  );
  const summary = (what, noticed) => {
    const share = noticed / measured.length;
    const [low, high] = interval(share, measured.length).map(percent);
    return measured.length < counted.length
      ? `${what}: ${noticed} of ${measured.length}, ${percent(share)}; of all ${
          counted.length
        }, ${low} to ${high} (95 %)`
      : `${what}: ${noticed} of ${measured.length}, ${percent(share)}`;
  };
  const noticed = measured.length - missed.length;
  const stopped = measured.filter(({ status }) => status === 'Timeout');
  return [
    '',
    '| file | changes | noticed | score |',
    '| --- | --- | --- | --- |',
    ...rows.map(rowOf),
    '',
    ...missed.map(lineOf).sort(),
    '',
    summary('Noticed by tests of the rules', noticed - byRecordings.length),
    summary('Noticed by these or by recordings', noticed),
    `Noticed because nothing came to an end: ${stopped.length}`,
    ...stopped.map(lineOf).sort(),
    '',
  ].join('\n');
}

function rowOf({ file, all, noticed, share }) {
  return `| \`${file}\` | ${all} | ${noticed} | ${percent(share)} |`;
}

function scoreOf(mutants) {
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  return { all: mutants.length, noticed, share: noticed / mutants.length };
}

/** Wilson's interval of a share that was seen `n` times. */
function interval(share, n) {
  const centre = share + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z / (2 * n)) ** 2);
  return [centre - half, centre + half].map(bound => bound / (1 + Z ** 2 / n));
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

function lineOf({ fileName, location, mutatorName, replacement, status }) {
  const { line, column } = location.start;
  const text = replacement?.replace(/\s+/g, ' ').slice(0, 80);
  const place = `${relative(RULES, fileName)}:${line}:${column}`;
  return `- ${place} ${mutatorName}${
    status === 'NoCoverage' ? ', no test runs it' : ''
  }: \`${text}\``;
}
