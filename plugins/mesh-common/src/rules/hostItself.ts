import { WorkloadSpec } from '../model/records/workloadEntry';

/** The endpoint of a ServiceEntry that is resolved by DNS and has none written: its host. Reference 3.7. */
export function hostItself(host: string): WorkloadSpec {
  return {
    address: host,
    ports: new Map(),
    workloadLabels: new Map(),
    network: '',
    locality: '',
    weight: 0,
    serviceAccount: '',
  };
}
