import { Labels, ObjectRecord } from '../record';
import { TrafficPolicy } from '../trafficPolicy';

/** One subset of a DestinationRule. @public */
export interface Subset {
  readonly name: string;
  readonly labels: Labels;
  readonly trafficPolicy: TrafficPolicy | undefined;
}

/** A DestinationRule (reference 6.1, 6.2). @public */
export interface DestinationRuleRecord extends ObjectRecord {
  /** As written; completed with the rule's own namespace by the rules. */
  readonly host: string;
  readonly trafficPolicy: TrafficPolicy | undefined;
  readonly subsets: readonly Subset[];
  /** Empty: the default of the mesh. */
  readonly exportTo: readonly string[];
  /** `undefined`: it applies to every client. */
  readonly workloadSelector: Labels | undefined;
}
