import { WireSnapshot } from '../model/wireSnapshot';
import { ServiceRef } from '../model/refs';
import { CallerGroup } from '../rules/callerGroups';

/** What a browser needs to ask what if of one service: the decoded records that the rules read for it, and who calls it. @public */
export interface ServiceSnapshot {
  readonly service: ServiceRef;
  /** One pod stands for each group. */
  readonly callers: readonly CallerGroup[];
  readonly snapshot: WireSnapshot;
}
