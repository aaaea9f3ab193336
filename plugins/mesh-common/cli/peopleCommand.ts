import { Snapshot } from '../src/model/snapshot';
import { explain } from './explain';
import { findingsReport } from './findingsReport';
import { namedService } from './namedService';
import { namedLoss } from './namedLoss';
import { Report, exitCodeOf } from './report';
import { readSnapshotFolder } from './snapshotFolder';
import { upgradeReport } from './upgradeReport';
import { whatIfReport } from './whatIfReport';
import { ASKED_WRONGLY, WrongInput } from './wrongInput';

/** What follows the name of a command for people. */
export interface PeopleOptions {
  readonly snapshot: string | undefined;
  readonly service: string | undefined;
  readonly lose: string | undefined;
  /** Version to upgrade to. */
  readonly to: string | undefined;
  readonly json: boolean;
}

type Ask = (snapshot: Snapshot, options: PeopleOptions) => Report;

/** Commands that answer people about a folder of YAML. */
export const PEOPLE_COMMANDS: ReadonlyMap<string, Ask> = new Map([
  ['findings', snapshot => findingsReport(snapshot)],
  [
    'whatif',
    (snapshot, options) =>
      whatIfReport(snapshot, {
        service: namedService(snapshot, options.service),
        losses: [namedLoss(snapshot, options.lose)],
      }),
  ],
  ['upgrade', (snapshot, { to }) => upgradeReport(snapshot, to)],
  [
    'explain',
    (snapshot, options) =>
      explain(snapshot, namedService(snapshot, options.service)),
  ],
]);

/** Answers one command: what to print, what to say on the side, and the exit code. */
export function answerPeople(
  ask: Ask,
  options: PeopleOptions,
): {
  readonly out: readonly string[];
  readonly problem: string | undefined;
  readonly exitCode: number;
} {
  try {
    const report = ask(readSnapshotFolder(options.snapshot), options);
    return {
      out: options.json ? [json(report.data)] : report.lines,
      problem: undefined,
      exitCode: exitCodeOf(report),
    };
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error;
    return { out: [], problem: error.message, exitCode: ASKED_WRONGLY };
  }
}

function json(data: unknown): string {
  return JSON.stringify(
    data,
    (_, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value) : value,
    2,
  );
}
