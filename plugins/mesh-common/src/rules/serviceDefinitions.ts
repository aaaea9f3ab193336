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
  ask(mesh, { namespace, name }) {
    const found = new Map<ClusterName, ServiceRecord>();
    for (const cluster of mesh.clusters()) {
      const definition = mesh.get(cluster, 'Service', { namespace, name });
      if (definition) found.set(cluster, definition);
    }
    return found;
  },
};
