import { RecordIndex } from '../model/recordIndex';
import { EndpointSliceRecord } from '../model/records/endpointSlice';
import { ServiceRecord } from '../model/records/service';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { FILLED_SLICES_BY_SERVICE, SLICES_BY_SERVICE } from './indexes';

/** What a cluster has under the name of a service. */
export interface ServicePart {
  readonly cluster: ClusterName;
  /** `undefined`: none is known. */
  readonly definition: ServiceRecord | undefined;
  readonly hasSlices: boolean;
  /** Slices with endpoints. */
  readonly slices: readonly EndpointSliceRecord[];
}

/** What every cluster has under the name of a service, looked up once for all that is asked about it. In order of clusters. Reference 3.1, 3.2. */
export const serviceParts: Rule<ServiceRef, readonly ServicePart[]> = {
  source: '3.1',
  nameOf: serviceKey,
  ask(mesh, { namespace, name }) {
    const clusters = mesh.clusters();
    const key = { namespace, name };
    const definitions = mesh.getInEach(clusters, 'Service', key);
    const slices = (index: RecordIndex<EndpointSliceRecord>) =>
      mesh.findInEach(clusters, 'EndpointSlice', {
        index,
        namespace,
        key: name,
      });
    const all = slices(SLICES_BY_SERVICE);
    const filled = slices(FILLED_SLICES_BY_SERVICE);
    return clusters.map((cluster, i) => ({
      cluster,
      definition: definitions[i],
      hasSlices: all[i].length > 0,
      slices: filled[i],
    }));
  },
};
