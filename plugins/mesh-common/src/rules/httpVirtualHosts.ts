import { compareText } from '../model/record';
import { RouteDestination } from '../model/records/virtualService';
import { RouteClient } from './clientHttpRoutes';
import {
  clusterName,
  configuredRoutes,
  UNKNOWN_SERVICE,
} from './configuredRoutes';
import { hostsOverlap, isWildcard } from './hosts';
import { MeshService } from './meshServices';
import { MeshVirtualService } from './meshVirtualService';
import { isHttpOrDetected } from './portProtocol';
import { ConfiguredRoute, VirtualHost } from './proxyConfig';

/** What the routes of one port are made of. */
export interface VirtualHostsQuestion {
  readonly port: number;
  readonly client: RouteClient;
  /** Services that the egress listener of the port imports. */
  readonly services: readonly MeshService[];
  /** VirtualServices that it imports, in the order in which they win. */
  readonly virtualServices: readonly MeshVirtualService[];
  /** Of those, the most specific one by host of a service. */
  readonly mostSpecific: ReadonlyMap<string, MeshVirtualService>;
  /** Other names of a service. */
  readonly aliasesOf: (host: string) => readonly string[];
}

/** Hosts that share routes: services, and names that no service has. */
interface RoutedHosts {
  readonly services: readonly MeshService[];
  readonly names: readonly string[];
  readonly routes: readonly ConfiguredRoute[];
}

/**
 * Routes of a sidecar for all hosts at one port: the first VirtualService of a host counts, a service without one gets all
 * requests. Reference 6.3.
 *
 * @public
 */
export function httpVirtualHosts(
  question: VirtualHostsQuestion,
): readonly VirtualHost[] {
  const services = new Map(
    question.services
      .filter(({ ports }) =>
        ports.some(({ number }) => number === question.port),
      )
      .map(service => [service.host, service]),
  );
  const routed = concerned(question, services).flatMap(virtualService =>
    ofVirtualService(question, virtualService, services),
  );
  const taken = new Set(
    routed.flatMap(entry => entry.services.map(({ host }) => host)),
  );
  const defaults = [...services.values()]
    .filter(
      service =>
        !taken.has(service.host) &&
        service.resolution !== 'alias' &&
        speaksHttpAt(service, question.port),
    )
    .map(service => defaultFor(service, question.port));
  return virtualHosts([...routed, ...defaults], question.aliasesOf);
}

/** Only at port 80 a VirtualService may speak of hosts that no service has. */
function concerned(
  { port, virtualServices }: VirtualHostsQuestion,
  services: ReadonlyMap<string, MeshService>,
): readonly MeshVirtualService[] {
  if (port === 80) return virtualServices;
  const names = [...services.keys()];
  return virtualServices.filter(({ hosts }) =>
    hosts.some(
      host =>
        services.has(host) || names.some(name => hostsOverlap(host, name)),
    ),
  );
}

function ofVirtualService(
  question: VirtualHostsQuestion,
  virtualService: MeshVirtualService,
  services: ReadonlyMap<string, MeshService>,
): readonly RoutedHosts[] {
  const { port, client } = question;
  const routes = configuredRoutes({
    virtualService,
    client,
    port,
    clusterOf: destination => clusterAt(destination, services, port),
  });
  if (routes.length === 0) return [];
  const { names, matching } = split(question, virtualService, services);
  if (
    virtualService.semantics === 'gateway-api' &&
    !matching.some(service => speaksFor(virtualService, service, client))
  )
    return [];
  const http = matching.filter(service => speaksHttpAt(service, port));
  if (http.length === 0 && port !== 80) return [];
  return [{ services: http, names, routes }];
}

/** A route of the Gateway API speaks for services of its own namespace, and to clients of its own namespace. */
function speaksFor(
  virtualService: MeshVirtualService,
  service: MeshService,
  client: RouteClient,
): boolean {
  const { namespace } = virtualService;
  return service.namespace === namespace || client.namespace === namespace;
}

/** The services that the hosts of a VirtualService mean, and the hosts that mean none. */
function split(
  { mostSpecific }: VirtualHostsQuestion,
  virtualService: MeshVirtualService,
  services: ReadonlyMap<string, MeshService>,
): {
  readonly names: readonly string[];
  readonly matching: readonly MeshService[];
} {
  const names: string[] = [];
  const matching: MeshService[] = [];
  const { hosts, semantics } = virtualService;
  for (const host of hosts.filter(name => !isWildcard(name))) {
    const service = services.get(host);
    if (service) matching.push(service);
    else names.push(host);
  }
  for (const host of hosts.filter(isWildcard)) {
    const covered =
      semantics === 'gateway-api'
        ? []
        : [...services.values()].filter(service =>
            hostsOverlap(service.host, host),
          );
    if (covered.length === 0) names.push(host);
    matching.push(
      ...covered.filter(
        service => mostSpecific.get(service.host) === virtualService,
      ),
    );
  }
  return { names, matching };
}

function defaultFor(service: MeshService, port: number): RoutedHosts {
  const name = clusterName(port, '', service.host);
  const clusters = [{ name, weight: 100 }];
  return {
    services: [service],
    names: [],
    routes: [{ match: 'prefix:/', clusters }],
  };
}

/** A destination without port means the port at which the request came; a service that stands for another leads there. */
function clusterAt(
  { host, subset, port }: RouteDestination,
  services: ReadonlyMap<string, MeshService>,
  listenerPort: number,
): string {
  if (host === '') return UNKNOWN_SERVICE;
  return clusterName(
    port ?? listenerPort,
    subset,
    services.get(host)?.aliasOf ?? host,
  );
}

function speaksHttpAt({ ports }: MeshService, port: number): boolean {
  return ports.some(
    ({ number, protocol }) => number === port && isHttpOrDetected(protocol),
  );
}

/** The first that names a host has it. */
function virtualHosts(
  routed: readonly RoutedHosts[],
  aliasesOf: VirtualHostsQuestion['aliasesOf'],
): readonly VirtualHost[] {
  const byHost = new Map<string, VirtualHost>();
  for (const { services, names, routes } of routed) {
    for (const name of names)
      if (!byHost.has(name)) byHost.set(name, { domains: [name], routes });
    for (const service of services) {
      if (byHost.has(service.host)) continue;
      const domains = domainsOf(service, aliasesOf(service.host));
      byHost.set(service.host, { domains, routes });
    }
  }
  return [...byHost.values()].sort((a, b) =>
    compareText(a.domains[0], b.domains[0]),
  );
}

/** A headless service is also called by the names of its pods. */
function domainsOf(
  { host, registry, resolution }: MeshService,
  aliases: readonly string[],
): readonly string[] {
  const names = [host, ...aliases];
  const pods =
    registry === 'kubernetes' && resolution === 'ORIGINAL_DST'
      ? names.map(name => `*.${name}`)
      : [];
  return [...names, ...pods].sort(compareText);
}
