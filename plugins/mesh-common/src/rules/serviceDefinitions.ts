import { ServiceRecord } from '../model/records/service';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';

/** The Service object of a name in every cluster that has one, in order of clusters; looked up once for all that is asked about it. Reference 3.1. */
export const serviceDefinitions: Rule<
  ServiceRef,
  ReadonlyMap<ClusterName, ServiceRecord>
> = {
  source: '3.1',
  nameOf: serviceKey,
  ask(mesh, service) {
    const clusters = mesh.clusters();
    const definitions = mesh.getInEach(clusters, 'Service', service);
    return new Map(
      clusters.flatMap((cluster, i) => {
        const definition = definitions[i];
        return definition ? [[cluster, definition] as const] : [];
      }),
    );
  },
};
