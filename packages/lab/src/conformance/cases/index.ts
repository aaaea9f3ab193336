import type { ConformanceCase } from '../ConformanceCase';
import { APPLIES } from './applies';
import { CRD_CASES, KIND_CASES } from './kinds';
import { EXPIRED, LISTS } from './lists';
import { RIGHTS } from './rights';
import { WATCHES } from './watches';
import { WRITES } from './writes';

/** All cases by subject. Those that make versions too old come last: they disturb the watches of others. */
export const CASES: ReadonlyMap<string, readonly ConformanceCase[]> = new Map([
  ['rights', RIGHTS],
  ['lists', LISTS],
  ['watches', WATCHES],
  ['writes', WRITES],
  ['server-side apply', APPLIES],
  ['kinds', KIND_CASES],
  ['definitions', CRD_CASES],
  ['expired versions', EXPIRED],
]);
