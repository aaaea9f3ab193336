import { Rule } from '../model/rule';
import { meshServices } from './meshServices';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceEndpoints } from './serviceEndpoints';

/** Ports of a proxy's own workload that some service leads to, sorted. Reference 3.3. */
export const workloadPorts: Rule<ProxyRef, readonly number[]> = {
  source: '3.3',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view) return [];
    const { view, clusterId, pod } = proxy;
    const ports = new Set<number>();
    for (const service of mesh.ask(meshServices, view.key).services) {
      if (service.namespace !== pod.namespace) continue;
      const { host, namespace } = service;
      const known = new Map(
        service.ports.map(port => [port.name, port.protocol]),
      );
      for (const endpoint of mesh.ask(serviceEndpoints, {
        controlPlane: view.key,
        host,
        namespace,
      })) {
        const own =
          endpoint.clusterId === clusterId &&
          pod.addresses.includes(endpoint.address);
        if (
          own &&
          known.has(endpoint.portName) &&
          known.get(endpoint.portName) !== 'udp'
        )
          ports.add(endpoint.port);
      }
    }
    return [...ports].sort((a, b) => a - b);
  },
};
