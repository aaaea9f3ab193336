import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NamedProxy, readMeshFolder } from '../../cli/meshFolder';
import { record, Recording } from '../../cli/recording';
import { snapshotOf } from '../decode/snapshotOf';
import { Memo } from '../model/memo';
import { ClusterName } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import floors from '../../cli/oracle-floor.json';

const ORACLE = join(__dirname, '../../../../oracle');

/** Time at which recorded fleets are read: later than any of their objects. */
export const READ_AT = Date.parse('2026-07-01T00:00:00Z');

/** Objects of a fleet by cluster. */
export type FleetObjects = ReadonlyMap<ClusterName, readonly unknown[]>;

/** A fleet of which there is a recording. */
export interface RecordedFleet {
  readonly objects: FleetObjects;
  readonly proxies: readonly NamedProxy[];
}

/** Names `corpus/folder` of every fleet with a recording, sorted. */
export const RECORDED_FLEETS: readonly string[] = [
  ...new Set(floors.map(({ corpus }) => corpus)),
].flatMap(corpus =>
  readdirSync(join(ORACLE, corpus))
    .sort()
    .map(folder => `${corpus}/${folder}`),
);

/** A fleet by its name, before any change. */
export function recordedFleet(name: string): RecordedFleet {
  const { objects, proxies } = readMeshFolder(join(ORACLE, name), {
    istio: undefined,
  });
  return { objects, proxies };
}

/** The snapshot of a fleet. */
export function snapshotOfFleet(objects: FleetObjects): Snapshot {
  return snapshotOf({ clusters: objects, at: READ_AT });
}

/** What every proxy of a fleet is given. */
export function answersOf(
  { objects, proxies }: RecordedFleet,
  memo = Memo.create(),
): Recording['proxies'] {
  return record(snapshotOfFleet(objects), proxies, memo).proxies;
}
