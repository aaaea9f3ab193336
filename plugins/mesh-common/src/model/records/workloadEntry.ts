import { Labels, ObjectRecord } from '../record';

/** The workload part that WorkloadEntries and inline endpoints of ServiceEntries share (reference 3.7). @public */
export interface WorkloadSpec {
  readonly address: string;
  readonly ports: ReadonlyMap<string, number>;
  readonly workloadLabels: Labels;
  readonly network: string;
  readonly locality: string;
  readonly weight: number;
  readonly serviceAccount: string;
}

/** A WorkloadEntry. @public */
export interface WorkloadEntryRecord extends ObjectRecord, WorkloadSpec {
  /** Condition `Healthy`; `undefined` if there is none. */
  readonly healthy: boolean | undefined;
}
