import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { isAddress } from './cidr';
import { RouteClient } from './clientHttpRoutes';
import { importedVirtualServices } from './importedVirtualServices';
import { ListenerDraft, OutboundListener } from './listenerDraft';
import { MeshPort, MeshService } from './meshServices';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import { listenerProtocol, portProtocol } from './portProtocol';
import { ProxyRef } from './proxyConfig';
import { Proxy, proxyOf } from './proxyOf';
import { serviceAddress, UNSPECIFIED } from './serviceAddress';
import { serviceEndpoints } from './serviceEndpoints';
import { EgressListener, visibleServices } from './visibleServices';
import { virtualServicesFor } from './virtualServicesFor';

/** Listeners through which a sidecar lets requests out, merged where they share address and port. Reference 6.3. */
export const outboundListeners: Rule<ProxyRef, readonly OutboundListener[]> = {
  source: '6.3',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.kind !== 'sidecar') return [];
    const { listeners, services } = mesh.ask(visibleServices, ref);
    const byHost = new Map(services.map(service => [service.host, service]));
    const draft = ListenerDraft.create({
      proxy,
      client: routeClient(proxy),
      serviceOf: host => byHost.get(host),
    });
    for (const listener of listeners) {
      const imported = listenerVirtualServices(mesh, proxy, listener);
      if (listener.port) addBoundPort(draft, listener, imported);
      else addEveryPort(mesh, draft, proxy, listener, imported);
    }
    return draft.listeners();
  },
};

/** The sidecar as routes see it. */
export function routeClient({ namespace, labels }: Proxy): RouteClient {
  return { gateway: MESH_GATEWAY, namespace, labels };
}

/** VirtualServices that count at an egress listener, in the order in which they win. Reference 3.8, 6.3. */
export function listenerVirtualServices(
  mesh: Mesh,
  { view, namespace }: Proxy,
  { hosts }: EgressListener,
): readonly MeshVirtualService[] {
  if (!view) return [];
  const all = mesh.ask(virtualServicesFor, {
    controlPlane: view.key,
    namespace,
    gateway: MESH_GATEWAY,
  });
  return importedVirtualServices(all, hosts, namespace);
}

function addBoundPort(
  draft: ListenerDraft,
  { port, bind, services }: EgressListener,
  virtualServices: readonly MeshVirtualService[],
): void {
  if (!port) return;
  const { number, protocol } = port;
  const bound = {
    number,
    protocol: portProtocol({
      name: protocol,
      number,
      protocol: 'TCP',
      appProtocol: undefined,
    }),
  };
  for (const service of services.flatMap(perAddress))
    draft.add({ service, port: bound, bind, virtualServices });
}

/** A ServiceEntry with several addresses is listened to at each of them. Reference 3.7. */
function perAddress(service: MeshService): readonly MeshService[] {
  const { entry, addresses } = service;
  const all = [...addresses].flatMap(([clusterId, own]) =>
    own.map(address => ({
      ...service,
      addresses: new Map([[clusterId, [address]]]),
    })),
  );
  return entry && all.length > 1 ? all : [service];
}

/** The last listener takes all ports that those before it leave. */
function addEveryPort(
  mesh: Mesh,
  draft: ListenerDraft,
  proxy: Proxy,
  { bind, services }: EgressListener,
  virtualServices: readonly MeshVirtualService[],
): void {
  draft.lock();
  for (const service of services.flatMap(perAddress)) {
    for (const port of service.ports) {
      const binds =
        bind === '' && isPerPod(service, port, proxy)
          ? podAddresses(mesh, proxy, service, port)
          : [bind];
      for (const address of binds)
        draft.add({ service, port, bind: address, virtualServices });
    }
  }
}

/** Connections to a headless service go to the address of a pod, each with a listener of its own. */
function isPerPod(
  service: MeshService,
  { protocol }: MeshPort,
  proxy: Proxy,
): boolean {
  return (
    service.resolution === 'ORIGINAL_DST' &&
    serviceAddress(service, proxy) === UNSPECIFIED &&
    (listenerProtocol(protocol) === 'tcp' || protocol === 'detect')
  );
}

function podAddresses(
  mesh: Mesh,
  { view, pod }: Proxy,
  service: MeshService,
  port: MeshPort,
): readonly string[] {
  if (!view) return [];
  const { host, namespace, entry } = service;
  const endpoints = mesh
    .ask(serviceEndpoints, { controlPlane: view.key, host, namespace })
    .filter(
      ({ portName, health }) =>
        portName === port.name && health !== 'terminating',
    );
  // A ServiceEntry that finds nothing stands for every address.
  if (entry && endpoints.length === 0 && !entry.workloadSelector) return [''];
  return endpoints
    .map(({ address }) => address)
    .filter(address => isAddress(address) && address !== pod.addresses[0]);
}
