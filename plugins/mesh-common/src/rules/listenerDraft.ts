import { sameData } from '../model/sameData';
import { RouteClient } from './clientHttpRoutes';
import { MeshService } from './meshServices';
import { MeshVirtualService } from './meshVirtualService';
import { listenerProtocol, PortProtocol } from './portProtocol';
import { Proxy } from './proxyOf';
import { serviceAddress, UNSPECIFIED } from './serviceAddress';
import { StreamChain, streamChains } from './streamChains';

/** Part of a listener that routes requests by host and path. */
export interface HttpChain {
  readonly code: 'http';
  /** Name of its routes: a port, or `host:port`. */
  readonly routes: string;
}

/** A listener of a sidecar for what its workload calls. */
export interface OutboundListener {
  /** `<host>_<port>` where the address belongs to a service, else `<address>_<port>`. */
  readonly name: string;
  readonly chains: readonly (HttpChain | StreamChain)[];
}

interface Entry {
  readonly name: string;
  protocol: PortProtocol;
  chains: readonly (HttpChain | StreamChain)[];
  locked: boolean;
}

/** A port of a service that wants to be listened to. */
interface Wish {
  readonly service: MeshService;
  readonly port: { readonly number: number; readonly protocol: PortProtocol };
  /** Address to listen on; `''`: the usual one. */
  readonly bind: string;
  readonly virtualServices: readonly MeshVirtualService[];
}

/** Servers of these speak first, so that nothing can share their port. */
const SPEAKS_FIRST: ReadonlySet<PortProtocol> = new Set(['mongo', 'mysql']);

/** Ports of every sidecar: what it takes out and in, its health and its metrics. */
const OWN_PORTS: ReadonlySet<number> = new Set([15001, 15006, 15021, 15090]);

/** The listeners of a sidecar while they are put together, service by service. */
export class ListenerDraft {
  static create(options: {
    readonly proxy: Proxy;
    readonly client: RouteClient;
    readonly serviceOf: (host: string) => MeshService | undefined;
  }): ListenerDraft {
    return new ListenerDraft(options);
  }

  private readonly entries = new Map<string, Entry>();

  private constructor(
    private readonly options: {
      readonly proxy: Proxy;
      readonly client: RouteClient;
      readonly serviceOf: (host: string) => MeshService | undefined;
    },
  ) {}

  /** What is there stays as it is. */
  lock(): void {
    for (const entry of this.entries.values()) entry.locked = true;
  }

  listeners(): readonly OutboundListener[] {
    return [...this.entries.values()].map(({ name, chains }) => ({
      name,
      chains,
    }));
  }

  /** Adds a port of a service; where the address is taken, both are told apart by what the connection looks like. */
  add(wish: Wish): void {
    const { service, port } = wish;
    const treatment = listenerProtocol(port.protocol);
    if (service.resolution === 'alias' || treatment === 'none') return;
    const place = this.placeOf(wish);
    const known = this.entries.get(place.key);
    if (known?.locked || isReserved(wish, place)) return;
    const kept = known && listenerProtocol(known.protocol);
    if (known && known.protocol !== port.protocol) {
      if (SPEAKS_FIRST.has(known.protocol) || SPEAKS_FIRST.has(port.protocol))
        return;
    }
    // HTTP shares its listener anyway, and so does what is looked at.
    if (kept !== undefined && treatment === 'http' && kept !== 'tcp') return;
    if (treatment === 'detect' && kept === 'detect') return;
    const chains = this.chainsOf(wish, place);
    if (!known || (treatment === 'detect' && kept === 'http')) {
      this.entries.set(place.key, {
        name: place.name,
        protocol:
          place.shared && treatment === 'http' ? 'detect' : port.protocol,
        chains,
        locked: false,
      });
      return;
    }
    known.chains = joined(known.chains, chains);
    if (treatment !== kept && kept !== 'detect') known.protocol = 'detect';
  }

  private placeOf({ service, port, bind }: Wish): Place {
    const { proxy } = this.options;
    const wildcard = proxy.addressFamilies.ipv4 ? UNSPECIFIED : '::';
    const own = serviceAddress(service, proxy);
    const subnet = own.includes('/') ? own : undefined;
    let address = bind;
    if (address === '') {
      const isHttp = listenerProtocol(port.protocol) === 'http';
      address =
        isHttp || subnet !== undefined || own === UNSPECIFIED ? wildcard : own;
    }
    const shared = address === wildcard;
    const ownAddress = service.registry === 'kubernetes' && address === own;
    const owner = ownAddress && !shared ? service.host : address;
    return {
      key: `${address}:${port.number}`,
      name: `${owner}_${port.number}`,
      shared,
      subnet,
    };
  }

  private chainsOf(
    { service, port, virtualServices }: Wish,
    { shared, subnet }: Place,
  ): readonly (HttpChain | StreamChain)[] {
    const treatment = listenerProtocol(port.protocol);
    const ofService = treatment === 'detect' && !shared;
    const number = String(port.number);
    const http: HttpChain = {
      code: 'http',
      routes: ofService ? `${service.host}:${number}` : number,
    };
    if (treatment === 'http') return [http];
    const { client, serviceOf } = this.options;
    const streams = streamChains({
      service,
      port,
      client,
      subnet,
      shared,
      virtualServices,
      serviceOf,
    });
    return treatment === 'detect' ? [...streams, http] : streams;
  }
}

interface Place {
  readonly key: string;
  readonly name: string;
  /** It takes every address. */
  readonly shared: boolean;
  readonly subnet: string | undefined;
}

/** Whether a listener would take a port that the proxy itself listens on. */
function isReserved({ port, bind }: Wish, { shared }: Place): boolean {
  const isHttp = listenerProtocol(port.protocol) === 'http';
  return shared && (bind !== '' || isHttp) && OWN_PORTS.has(port.number);
}

/** A chain that takes the same as an earlier one is left out. */
function joined(
  known: readonly (HttpChain | StreamChain)[],
  more: readonly (HttpChain | StreamChain)[],
): readonly (HttpChain | StreamChain)[] {
  const all = [...known];
  for (const chain of more)
    if (!all.some(earlier => takesTheSame(earlier, chain))) all.push(chain);
  return all;
}

function takesTheSame(
  a: HttpChain | StreamChain,
  b: HttpChain | StreamChain,
): boolean {
  if (a.code === 'http' || b.code === 'http') return a.code === b.code;
  return (
    sameData(new Set(a.sniHosts), new Set(b.sniHosts)) &&
    sameData(new Set(a.subnets), new Set(b.subnets))
  );
}
