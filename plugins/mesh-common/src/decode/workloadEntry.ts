import {
  WorkloadEntryRecord,
  WorkloadSpec,
} from '../model/records/workloadEntry';
import { decodeConditions } from './conditions';
import { decoder } from './decoder';
import { Field } from './field';
import { decodeLabels } from './metadata';

/** Decoder of WorkloadEntries. @public */
export const decodeWorkloadEntry = decoder<WorkloadEntryRecord>(
  (object, metadata) => ({
    ...metadata,
    ...decodeWorkloadSpec(object.get('spec')),
    healthy: decodeConditions(object.get('status').get('conditions')).get(
      'Healthy',
    )?.holds,
  }),
);

/** The workload part of a WorkloadEntry, also used inline in ServiceEntries. */
export function decodeWorkloadSpec(spec: Field): WorkloadSpec {
  return {
    address: spec.get('address').textOr(''),
    ports: new Map(
      spec
        .get('ports')
        .entries()
        .map(([name, port]) => [name, port.port() ?? 0] as const),
    ),
    workloadLabels: decodeLabels(spec.get('labels')),
    network: spec.get('network').textOr(''),
    locality: spec.get('locality').textOr(''),
    weight: spec.get('weight').numberOr(0),
    serviceAccount: spec.get('serviceAccount').textOr(''),
  };
}
