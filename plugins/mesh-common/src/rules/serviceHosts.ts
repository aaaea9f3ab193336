import { ObjectRecord } from '../model/record';
import { DestinationRuleRecord } from '../model/records/destinationRule';
import { GatewayApiRouteRecord } from '../model/records/gatewayApi';
import { ServiceRecord } from '../model/records/service';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { VirtualServiceRecord } from '../model/records/virtualService';
import { ServiceRef } from '../model/refs';
import { fullHost, hostsOverlap } from './hosts';

/** Istio's domain of Kubernetes services. */
const DOMAIN = 'cluster.local';

/** Configuration that may lead calls to one host on to another. */
export interface HostConfig {
  readonly services: readonly ServiceRecord[];
  readonly entries: readonly ServiceEntryRecord[];
  readonly virtualServices: readonly VirtualServiceRecord[];
  readonly routes: readonly GatewayApiRouteRecord[];
}

/**
 * Hosts at which calls to a service may end, whichever of its routes wins: the service, where VirtualServices and routes of the Gateway API
 * send calls to it, and what names stand for. Reference 6.3.
 */
export class ServiceHosts {
  static create(service: ServiceRef, config: HostConfig): ServiceHosts {
    const own = config.entries.filter(
      ({ namespace, name }) =>
        namespace === service.namespace && name === service.name,
    );
    const hosts = new ServiceHosts(
      new Set([
        hostOf(service),
        ...own.flatMap(entry => entry.hosts.map(host => host.toLowerCase())),
      ]),
      new Set(),
    );
    while (hosts.grow(config));
    return hosts;
  }

  private constructor(
    private readonly hosts: Set<string>,
    private readonly delegates: Set<string>,
  ) {}

  has(host: string): boolean {
    for (const known of this.hosts) if (hostsOverlap(known, host)) return true;
    return false;
  }

  hasService(service: Pick<ObjectRecord, 'namespace' | 'name'>): boolean {
    return this.has(hostOf(service));
  }

  hasEntry({ hosts }: ServiceEntryRecord): boolean {
    return hosts.some(host => this.has(host.toLowerCase()));
  }

  hasRule({ host, namespace }: DestinationRuleRecord): boolean {
    return this.has(fullHost(host, namespace, DOMAIN));
  }

  hasVirtualService(record: VirtualServiceRecord): boolean {
    const { hosts, namespace, name } = record;
    return (
      this.delegates.has(`${namespace}/${name}`) ||
      hosts.some(host => this.has(fullHost(host, namespace, DOMAIN)))
    );
  }

  hasRoute({ parents, namespace: own }: GatewayApiRouteRecord): boolean {
    return parents.some(
      ({ kind, namespace, name }) =>
        kind !== 'Service' ||
        this.hasService({ namespace: namespace || own, name }),
    );
  }

  private grow({ services, virtualServices, routes }: HostConfig): boolean {
    const before = this.hosts.size + this.delegates.size;
    for (const service of services)
      if (service.externalName !== undefined && this.hasService(service))
        this.hosts.add(service.externalName.toLowerCase());
    for (const record of virtualServices)
      if (this.hasVirtualService(record)) this.addDestinations(record);
    for (const route of routes)
      if (this.hasRoute(route)) this.addBackends(route);
    return this.hosts.size + this.delegates.size > before;
  }

  private addDestinations({
    namespace,
    http,
    tls,
    tcp,
  }: VirtualServiceRecord): void {
    for (const { route } of [...http, ...tls, ...tcp])
      for (const { host } of route)
        this.hosts.add(fullHost(host, namespace, DOMAIN));
    for (const { delegate } of http)
      if (delegate)
        this.delegates.add(
          `${delegate.namespace || namespace}/${delegate.name}`,
        );
  }

  private addBackends({ namespace, rules }: GatewayApiRouteRecord): void {
    for (const { backends } of rules)
      for (const backend of backends)
        this.hosts.add(
          backend.kind === 'Hostname'
            ? backend.name.toLowerCase()
            : hostOf({
                namespace: backend.namespace || namespace,
                name: backend.name,
              }),
        );
  }
}

function hostOf({ namespace, name }: ServiceRef): string {
  return `${name}.${namespace}.svc.${DOMAIN}`;
}
