import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { SERVICES_BY_OUTSIDE_ADDRESS } from './indexes';

/** Cluster that has a Service under an address or host name which others reach it by; `undefined` if none has. Reference 1.5. */
export const addressOwner: Rule<string, ClusterName | undefined> = {
  source: '1.5',
  nameOf: address => address,
  ask(mesh, address) {
    for (const cluster of mesh.clusters()) {
      const [service] = mesh.find(cluster, 'Service', {
        index: SERVICES_BY_OUTSIDE_ADDRESS,
        key: address,
      });
      if (service) {
        const { namespace, name } = service;
        mesh.because(
          { cluster, kind: 'Service', namespace, name },
          'status.loadBalancer.ingress',
          address,
        );
        return cluster;
      }
    }
    return undefined;
  },
};
