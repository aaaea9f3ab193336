import { Kind } from './kinds';
import { RecordKey } from './record';
import { Records } from './records';
import { ClusterName } from './refs';

/**
 * An object is applied as a whole. An object that exists keeps its age and identity; a new one without a creation time is as old as
 * the snapshot, hence younger than everything else.
 *
 * @public
 */
export type ApplyChange<K extends Kind = Kind> = {
  readonly [P in K]: {
    readonly code: 'apply';
    readonly cluster: ClusterName;
    readonly kind: P;
    readonly record: Records[P];
  };
}[K];

/** An object is deleted. Nothing that belongs to it goes with it. @public */
export interface DeleteChange extends RecordKey {
  readonly code: 'delete';
  readonly cluster: ClusterName;
  readonly kind: Kind;
}

/** A change to a fleet, as data: what a plan would do, or what might happen to it. @public */
export type Change = ApplyChange | DeleteChange;
