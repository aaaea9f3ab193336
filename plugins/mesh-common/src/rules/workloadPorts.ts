import { Rule } from '../model/rule';
import { MeshService, meshServices } from './meshServices';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceEndpoints } from './serviceEndpoints';
import { serviceTargets } from './serviceTargets';

/**
 * Ports of a proxy's own workload that some service leads to, sorted: of the Services of its cluster that select it, whatever their slices say;
 * without any, of those whose slices have its address; and of ServiceEntries that have it. Reference 3.3.
 */
export const workloadPorts: Rule<ProxyRef, readonly number[]> = {
  source: '3.3',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view) return [];
    const { view, clusterId, pod } = proxy;
    const services = mesh
      .ask(meshServices, view.key)
      .services.filter(({ namespace }) => namespace === pod.namespace);
    const targets = mesh.ask(serviceTargets, ref);
    const told = (service: MeshService) => {
      const { host, namespace } = service;
      const known = new Map(
        service.ports.map(({ name, protocol }) => [name, protocol]),
      );
      return mesh
        .ask(serviceEndpoints, { controlPlane: view.key, host, namespace })
        .filter(
          endpoint =>
            endpoint.clusterId === clusterId &&
            pod.addresses.includes(endpoint.address) &&
            (known.get(endpoint.portName) ?? 'udp') !== 'udp',
        )
        .map(({ port }) => port);
    };
    const ports = new Set([
      ...targets.filter(({ udp }) => !udp).map(({ targetPort }) => targetPort),
      ...services
        .filter(
          ({ registry }) =>
            registry === 'service-entry' || targets.length === 0,
        )
        .flatMap(told),
    ]);
    return [...ports].sort((a, b) => a - b);
  },
};
