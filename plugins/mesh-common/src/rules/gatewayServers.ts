import { Mesh } from '../model/mesh';
import { GatewayServer } from '../model/records/gateway';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { isOn } from './controlPlaneView';
import { MeshGateway, meshGateways } from './meshGateways';
import { listenerProtocol, portProtocol } from './portProtocol';
import { ProxyRef } from './proxyConfig';
import { Proxy, proxyOf } from './proxyOf';
import { serviceTargets } from './serviceTargets';

/** A server of a gateway at a port on which a pod listens for it. @public */
export interface GatewayServerBinding {
  /** Port of the pod. */
  readonly port: number;
  /** Port that the object names; routes refer to it. */
  readonly serverPort: number;
  readonly treatment: 'http' | 'https' | 'tls' | 'tcp';
  /** `undefined`: plain text. */
  readonly tlsMode: string | undefined;
  /** `host` or `namespace/host`, where `namespace` says whose routes may use it. */
  readonly hosts: readonly string[];
  readonly gateway: MeshGateway;
  /** Name of the HTTP routes; `undefined` for what is forwarded as it is. */
  readonly routes: string | undefined;
}

/** Servers that a gateway pod serves, and at which of its ports; of those that cannot share a port, the oldest. Reference 4.5. @public */
export const gatewayServers: Rule<ProxyRef, readonly GatewayServerBinding[]> = {
  source: '4.5',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.kind !== 'ingress') return [];
    const accepted: GatewayServerBinding[] = [];
    for (const gateway of mesh.ask(meshGateways, proxy.view.key)) {
      const portsOf = portFinder(mesh, ref, proxy, gateway);
      for (const server of portsOf ? gateway.servers : []) {
        for (const port of portsOf?.(server.port.number) ?? []) {
          const binding = bindingOf(gateway, server, port);
          if (canJoin(binding, accepted)) accepted.push(binding);
        }
      }
    }
    return accepted;
  },
};

type PortFinder = (serverPort: number) => readonly number[];

/** How a gateway's ports are those of the pod; `undefined` if the pod does not serve it. */
function portFinder(
  mesh: Mesh,
  ref: ProxyRef,
  { view, pod, namespace }: Proxy,
  { servedBy, namespace: home }: MeshGateway,
): PortFinder | undefined {
  const scoped =
    view !== undefined && isOn(view, 'PILOT_SCOPE_GATEWAY_TO_NAMESPACE', false);
  if (scoped && home !== namespace) return undefined;
  const targets = mesh.ask(serviceTargets, ref);
  const portsOf = (serverPort: number, own: typeof targets) => [
    ...new Set(
      own
        .filter(({ port }) => port === serverPort)
        .map(({ targetPort }) => targetPort),
    ),
  ];
  if (servedBy.code === 'services') {
    const own = targets.filter(({ host }) => servedBy.hosts.includes(host));
    return own.length === 0
      ? undefined
      : serverPort => portsOf(serverPort, own);
  }
  if (!containsLabels(pod.labels, servedBy.labels)) return undefined;
  // The object may name the port of the service, or that of the pod.
  return serverPort => {
    const found = portsOf(serverPort, targets);
    return found.length > 0 ? found : [serverPort];
  };
}

function bindingOf(
  gateway: MeshGateway,
  server: GatewayServer,
  port: number,
): GatewayServerBinding {
  const { number: serverPort, name } = server.port;
  const treatment = treatmentOf(server);
  const { namespace, name: object } = gateway.from;
  const routes = {
    http: `http.${port}`,
    https: `https.${serverPort}.${name}.${object}.${namespace}`,
    tls: undefined,
    tcp: undefined,
  };
  return {
    port,
    serverPort,
    treatment,
    tlsMode: server.tlsMode,
    hosts: server.hosts,
    gateway,
    routes: routes[treatment],
  };
}

/** HTTPS that is passed through is TLS; a redirect to HTTPS is written in the TLS part of a plain server. */
function treatmentOf({
  port,
  tlsMode,
}: GatewayServer): GatewayServerBinding['treatment'] {
  const protocol = portProtocol({
    name: port.protocol,
    number: port.number,
    protocol: 'TCP',
    appProtocol: undefined,
  });
  if (listenerProtocol(protocol) === 'http') return 'http';
  const passed = tlsMode === 'PASSTHROUGH' || tlsMode === 'AUTO_PASSTHROUGH';
  if (protocol === 'https' && !passed) return 'https';
  return protocol === 'https' || protocol === 'tls' ? 'tls' : 'tcp';
}

/**
 * The first server of a port decides who may share it. Plain HTTP shares it with plain HTTP; other plain text with nobody. TLS shares it with TLS, and
 * istiod lets the second server of such a port be of any kind. Of servers that speak of TLS, as one that only redirects does, each host has one.
 */
function canJoin(
  binding: GatewayServerBinding,
  accepted: readonly GatewayServerBinding[],
): boolean {
  const others = accepted.filter(({ port }) => port === binding.port);
  if (others.some(other => takesSameHost(binding, other))) return false;
  const [first] = others;
  if (!first) return true;
  if (isPlain(first))
    return first.treatment === 'http' && binding.treatment === 'http';
  const { routes, tlsMode } = binding;
  if (routes !== undefined && others.some(other => other.routes === routes))
    return false;
  return tlsMode !== undefined || others.length === 1;
}

function isPlain({ treatment, tlsMode }: GatewayServerBinding): boolean {
  return treatment === 'http' || tlsMode === undefined;
}

function takesSameHost(
  a: GatewayServerBinding,
  b: GatewayServerBinding,
): boolean {
  if (a.tlsMode === undefined || b.tlsMode === undefined) return false;
  const taken = new Set(b.hosts.map(withoutEveryNamespace));
  return a.hosts.some(host => taken.has(withoutEveryNamespace(host)));
}

/** A host for routes of every namespace is written with a star or plainly. */
function withoutEveryNamespace(host: string): string {
  return host.startsWith('*/') ? host.slice(2) : host;
}
