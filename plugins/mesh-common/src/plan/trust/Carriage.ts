import { Certificate } from '../../model/certificate';
import { Memo } from '../../model/memo';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { ControlPlaneView } from '../../rules/controlPlaneView';
import { PlannedApply, Refusal, RefusalCode, TrustRootInput } from '../plan';
import { OfferedRoot } from './readOfferedRoots';
import { TrustRootContext } from './TrustDistributor';

/** A control plane that is to trust roots, with all that is needed to find out how they get to its workloads. */
export interface TrustTarget {
  readonly snapshot: Snapshot;
  readonly view: ControlPlaneView;
  /** Clusters whose workloads it serves. */
  readonly serves: readonly ClusterName[];
  readonly offered: readonly OfferedRoot[];
  readonly input: TrustRootInput;
  readonly context: TrustRootContext;
  readonly memo: Memo;
  refuse(code: RefusalCode, message: string, cure: string): Refusal;
}

/** How roots get to the workloads of one control plane. */
export interface Carriage {
  readonly objects: readonly PlannedApply[];
  /** Roots that all of the workloads get in this way already. */
  readonly trusted: readonly Certificate[];
  /** Roots that some of them get in this way. */
  readonly known: readonly Certificate[];
  /** What the reader of the plan must know about this way. */
  readonly notes: readonly string[];
}

/** Finds the way of the roots to the workloads, or why there is none. */
export type Carrier = (target: TrustTarget) => Carriage | Refusal;
