import { RouteDestination, StreamRoute } from '../model/records/virtualService';
import { RouteClient, weightedDestinations } from './clientHttpRoutes';
import { clusterName } from './configuredRoutes';
import { hostsOverlap } from './hosts';
import { MeshService } from './meshServices';
import { MeshVirtualService } from './meshVirtualService';
import { PortProtocol } from './portProtocol';
import { WeightedCluster } from './proxyConfig';
import { streamMatchApplies } from './streamMatchApplies';

/** Part of a listener that forwards connections as they are. */
export interface StreamChain {
  readonly code: 'stream';
  /** SNI names it takes; empty: any. */
  readonly sniHosts: readonly string[];
  /** Blocks of addresses it takes; empty: any. */
  readonly subnets: readonly string[];
  readonly clusters: readonly WeightedCluster[];
}

/** What the connections to a port of a service depend on. */
export interface StreamQuestion {
  readonly service: MeshService;
  readonly port: { readonly number: number; readonly protocol: PortProtocol };
  readonly client: RouteClient;
  /** Block of addresses of the service, where it has no single one. */
  readonly subnet: string | undefined;
  /** The listener has no address of its own, so only the SNI name tells services apart. */
  readonly shared: boolean;
  readonly virtualServices: readonly MeshVirtualService[];
  readonly serviceOf: (host: string) => MeshService | undefined;
}

/** Chains for connections to a port of a service: by TLS or TCP routes of VirtualServices, else all to the service. Reference 6.3. */
export function streamChains(question: StreamQuestion): readonly StreamChain[] {
  const { service, port, virtualServices } = question;
  const own = virtualServices.filter(({ hosts }) =>
    hosts.some(host => hostsOverlap(host, service.host)),
  );
  return port.protocol === 'tls' || port.protocol === 'https'
    ? tlsChains(question, own)
    : tcpChains(question, own);
}

/** Of several matches for the same names only the first can be reached. */
function tlsChains(
  question: StreamQuestion,
  virtualServices: readonly MeshVirtualService[],
): readonly StreamChain[] {
  const chains = new Map<string, StreamChain>();
  for (const route of virtualServices.flatMap(({ tls }) => tls)) {
    for (const match of route.match) {
      const key = `${match.sniHosts.join()}|${match.destinationSubnets.join()}`;
      if (
        !streamMatchApplies(match, question.client, question.port.number) ||
        chains.has(key)
      )
        continue;
      const subnets =
        match.destinationSubnets.length > 0
          ? match.destinationSubnets
          : subnetsOf(question);
      chains.set(key, chain(question, route, subnets, match.sniHosts));
    }
  }
  if (chains.size > 0) return [...chains.values()];
  const byName = question.shared || question.subnet !== undefined;
  const sniHosts = byName ? [question.service.host] : [];
  return [{ ...toService(question), sniHosts }];
}

function tcpChains(
  question: StreamQuestion,
  virtualServices: readonly MeshVirtualService[],
): readonly StreamChain[] {
  const chains: StreamChain[] = [];
  for (const route of virtualServices.flatMap(({ tcp }) => tcp)) {
    const matches = route.match.filter(match =>
      streamMatchApplies(match, question.client, question.port.number),
    );
    const takesAll =
      route.match.length === 0 ||
      matches.some(({ destinationSubnets }) => destinationSubnets.length === 0);
    if (takesAll)
      return [...chains, chain(question, route, subnetsOf(question), [])];
    const subnets = matches.flatMap(match => match.destinationSubnets);
    if (subnets.length > 0) chains.push(chain(question, route, subnets, []));
  }
  return [...chains, toService(question)];
}

function chain(
  question: StreamQuestion,
  { route }: StreamRoute,
  subnets: readonly string[],
  sniHosts: readonly string[],
): StreamChain {
  const clusters = weightedDestinations(route).map(destination => ({
    name: clusterOf(question, destination),
    weight: destination.weight,
  }));
  return { code: 'stream', sniHosts, subnets, clusters };
}

/** Without port a destination means its only one, else the port of the listener. */
function clusterOf(
  { port, serviceOf }: StreamQuestion,
  { host, subset, port: wanted }: RouteDestination,
): string {
  const service = serviceOf(host);
  const only =
    service?.ports.length === 1 ? service.ports[0].number : undefined;
  return clusterName(
    wanted ?? only ?? port.number,
    subset,
    service?.aliasOf ?? host,
  );
}

function toService(question: StreamQuestion): StreamChain {
  const { service, port } = question;
  const number =
    service.ports.length === 1 ? service.ports[0].number : port.number;
  return {
    code: 'stream',
    sniHosts: [],
    subnets: subnetsOf(question),
    clusters: [{ name: clusterName(number, '', service.host), weight: 100 }],
  };
}

function subnetsOf({ subnet }: StreamQuestion): readonly string[] {
  return subnet === undefined ? [] : [subnet];
}
