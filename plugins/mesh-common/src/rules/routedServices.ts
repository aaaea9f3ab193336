import { compareText } from '../model/record';
import {
  HttpRoute,
  RouteDestination,
  StreamRoute,
} from '../model/records/virtualService';
import { MeshVirtualService } from './meshVirtualService';
import { MeshService, ServiceCatalog } from './meshServices';

/**
 * Services that routes lead to. A client knows them even if its Sidecar does not import them; one of its own namespace even if it is
 * exported to others only. Reference 3.8, 6.3.
 */
export function routedServices(options: {
  readonly routes: readonly MeshVirtualService[];
  readonly catalog: ServiceCatalog;
  /** Namespace of the client. */
  readonly namespace: string;
  readonly isExported: (service: MeshService) => boolean;
}): readonly MeshService[] {
  const { routes, catalog, namespace, isExported } = options;
  return routes.flatMap(route =>
    [...destinations(route, namespace)].flatMap(([host, ports]) => {
      const known = onePerNamespace(catalog.byHost.get(host) ?? []);
      const service =
        known.get(namespace) ??
        [...known.keys()]
          .sort(compareText)
          .flatMap(home => known.get(home) ?? [])
          .find(isExported);
      return service ? withPorts(service, ports) : [];
    }),
  );
}

/** What defines a host in each namespace: a Kubernetes Service, else the oldest ServiceEntry. */
function onePerNamespace(
  services: readonly MeshService[],
): ReadonlyMap<string, MeshService> {
  const byNamespace = new Map<string, MeshService>();
  for (const service of services) {
    const known = byNamespace.get(service.namespace);
    if (
      !known ||
      (known.registry !== 'kubernetes' && service.registry === 'kubernetes')
    )
      byNamespace.set(service.namespace, service);
  }
  return byNamespace;
}

/** Ports of hosts that some route leads to; `undefined` among them stands for all. */
function destinations(
  { http, tls, tcp }: MeshVirtualService,
  namespace: string,
): ReadonlyMap<string, ReadonlySet<number | undefined>> {
  const found = new Map<string, Set<number | undefined>>();
  const all = [...http, ...tls, ...tcp]
    .filter(route => speaksTo(route, namespace))
    .flatMap(destinationsOf);
  for (const { host, port } of all) {
    const ports = found.get(host);
    if (ports) ports.add(port);
    else found.set(host, new Set([port]));
  }
  return found;
}

/** One match that names another namespace is enough, unless a further one names the client's. TCP and TLS routes are all taken. */
function speaksTo(route: HttpRoute | StreamRoute, namespace: string): boolean {
  if (!('mirrors' in route)) return true;
  const named = route.match.flatMap(
    ({ sourceNamespace }) => sourceNamespace ?? [],
  );
  return named.length === 0 || named.includes(namespace);
}

function destinationsOf(
  route: HttpRoute | StreamRoute,
): readonly RouteDestination[] {
  return 'mirrors' in route ? [...route.route, ...route.mirrors] : route.route;
}

function withPorts(
  service: MeshService,
  wanted: ReadonlySet<number | undefined>,
): readonly MeshService[] {
  if (wanted.has(undefined)) return [service];
  const ports = service.ports.filter(({ number }) => wanted.has(number));
  return ports.length === 0 ? [] : [{ ...service, ports }];
}
