import { Labels, ObjectRecord } from '../record';
import { WorkloadSpec } from './workloadEntry';

/** A ServiceEntry (reference 3.7). @public */
export interface ServiceEntryRecord extends ObjectRecord {
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly {
    readonly name: string;
    readonly number: number;
    readonly protocol: string;
    readonly targetPort: number | undefined;
  }[];
  readonly location: 'MESH_EXTERNAL' | 'MESH_INTERNAL';
  readonly resolution:
    | 'NONE'
    | 'STATIC'
    | 'DNS'
    | 'DNS_ROUND_ROBIN'
    | 'DYNAMIC_DNS';
  readonly endpoints: readonly WorkloadSpec[];
  /** `undefined`: it selects nothing. */
  readonly workloadSelector: Labels | undefined;
  readonly exportTo: readonly string[];
  readonly subjectAltNames: readonly string[];
  /** Addresses that istiod has set aside for hosts, by host. */
  readonly allocated: ReadonlyMap<string, readonly string[]>;
}
