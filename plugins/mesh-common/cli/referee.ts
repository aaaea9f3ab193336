import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { answeredBy } from './answeredBy';
import { changedRecording } from './changedRecording';
import { Difference, differences } from './differences';
import { MeshFolder, readMeshFolder } from './meshFolder';
import { record, Recording } from './recording';
import { Json, RecordedProxy } from './recordedProxy';
import { withoutNewFields } from './withoutNewFields';

/** How one proxy of a folder was answered. */
export interface Verdict {
  readonly folder: string;
  /** `''`, or `before` and `after` for folders with a change. */
  readonly phase: string;
  readonly proxy: string;
  readonly differences: readonly Difference[];
}

/** Compares the computed answers for a folder with its recordings, proxy by proxy. */
export function referee(
  dir: string,
  options: { readonly istio: string | undefined },
): readonly Verdict[] {
  const folder = readMeshFolder(dir, options);
  if (existsSync(join(dir, 'before.json'))) {
    const { before, after } = changedRecording(folder);
    return [
      ...verdicts(folder, 'before', read(dir, 'before.json'), before),
      ...verdicts(folder, 'after', read(dir, 'after.json'), after),
    ];
  }
  const computed = record(folder.snapshot, folder.proxies);
  const newest = read(dir, 'expected.json');
  if (options.istio === undefined)
    return verdicts(folder, '', newest, computed);
  const older = `expected.${options.istio}.json`;
  return existsSync(join(dir, older))
    ? verdicts(folder, '', read(dir, older), computed)
    : verdicts(folder, '', sameInAll(newest), sameInAll(computed));
}

/** What is left of a recording where an older version gave the same: a file of its own was not kept for these fields. */
function sameInAll(recording: Recording): Recording {
  const proxies = Object.entries(recording.proxies).map(
    ([name, proxy]) => [name, withoutNewFields(proxy)] as const,
  );
  return { ...recording, proxies: Object.fromEntries(proxies) };
}

/** A verdict as people read it; nothing for a proxy whose answer is equal. */
export function describe(verdict: Verdict): readonly string[] {
  const { folder, phase, proxy } = verdict;
  const title = [folder, phase, proxy].filter(part => part !== '').join(' ');
  return verdict.differences.map(
    ({ place, field, recorded, computed }) =>
      `${title}: ${place}\n  recorded ${text(recorded)}\n  computed ${text(
        computed,
      )}\n  by ${answeredBy(field)}`,
  );
}

function verdicts(
  folder: MeshFolder,
  phase: string,
  recorded: Recording,
  computed: Recording,
): readonly Verdict[] {
  const names = new Set([
    ...Object.keys(recorded.proxies),
    ...Object.keys(computed.proxies),
  ]);
  const nothing: RecordedProxy = {};
  return [...names].map(proxy => ({
    folder: basename(folder.dir),
    phase,
    proxy,
    differences: [
      ...controlPlaneDifferences(recorded, computed),
      ...differences(
        recorded.proxies[proxy] ?? nothing,
        computed.proxies[proxy] ?? nothing,
      ),
    ],
  }));
}

function controlPlaneDifferences(
  recorded: Recording,
  computed: Recording,
): readonly Difference[] {
  const a = recorded.controlPlanes.map(watching);
  const b = computed.controlPlanes.map(watching);
  if (a.join() === b.join()) return [];
  const place = 'controlPlanes';
  return [{ place, field: place, recorded: a, computed: b }];
}

function watching({
  cluster,
  watches,
}: Recording['controlPlanes'][number]): string {
  return `${cluster} watches ${watches.join(' ')}`;
}

function read(dir: string, file: string): Recording {
  const recording: Recording = JSON.parse(
    readFileSync(join(dir, file), 'utf8'),
  );
  return recording;
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
