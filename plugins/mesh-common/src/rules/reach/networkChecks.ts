import { Mesh } from '../../model/mesh';
import { PodRecord } from '../../model/records/pod';
import { ServiceRecord } from '../../model/records/service';
import { ClusterName } from '../../model/refs';
import { SLICES_BY_SERVICE, YES } from '../indexes';
import { NetworkGateway } from '../endpointPath';
import { gatewayPassthrough } from '../gatewayPassthrough';
import { gatewayServers } from '../gatewayServers';
import { hostSubsetOf } from '../hosts';
import { isHostName, LABELLED_SERVICES } from '../networkGateways';
import { selectedPods } from '../selectedPods';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { atGatewayService } from './evidence';
import { ReachScope } from './reachContext';
import { destinations, servesFrom } from './routingChecks';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

const NO_GATEWAY_USED = pass('No gateway is used.');

/** 19: the networks of both sides are known. */
export function networksKnown(_: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, paths, question, ref } = scope;
  const at = foundAt(
    ref.cluster,
    'Pod',
    proxy.pod,
    'spec.containers[istio-proxy].env[ISTIO_META_NETWORK]',
  );
  if (proxy.network === '')
    return warn('The client names no network, which counts as any.', at);
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  return paths.some(({ network }) => network === '')
    ? warn(`Endpoints in ${question.to} have no network, which counts as any.`)
    : pass(`The client is in network ${proxy.network}.`, at);
}

/** 20a: what is dialled directly can be routed. Nothing in Kubernetes proves it. */
export function routable(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { paths, question, ref } = scope;
  const { to } = question;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (to === ref.cluster || paths.every(({ path }) => path.code !== 'direct'))
    return pass('No pod of another cluster is dialled in one network.');
  const here = new Set(
    mesh.list(ref.cluster, 'Node').flatMap(({ podCidrs }) => podCidrs),
  );
  const node = mesh
    .list(to, 'Node')
    .find(({ podCidrs }) => podCidrs.some(cidr => here.has(cidr)));
  return node === undefined
    ? unknown(
        `Pods of ${to} are dialled directly, because both clusters name one network; that it routes them is assumed.`,
      )
    : fail(
        `Pods of both clusters have addresses in ${node.podCidrs.join()}, although they name one network.`,
        'Give the clusters different networks and an east-west gateway.',
        foundAt(to, 'Node', node, 'spec.podCIDRs'),
      );
}

/** 20b: another network has a gateway that istiod knows. */
export function gatewayKnown(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { paths, proxy, question } = scope;
  const { to } = question;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  const without = paths.filter(
    ({ path }) =>
      path.code === 'unroutable' ||
      (path.code === 'dropped' &&
        (path.reason === 'no-gateway' || path.reason === 'switched-off')),
  );
  const [closed] = without;
  if (!closed) return pass('No gateway is missing.');
  if (without.length < paths.length)
    return warn(
      `istiod knows no gateway of network ${closed.network}, where a part of the endpoints in ${to} is.`,
      atGatewayService(mesh, scope),
    );
  return fail(
    `istiod knows no gateway of network ${closed.network}: ${
      closed.path.code === 'unroutable'
        ? `clients in network ${proxy.network} dial pods of ${to} directly, and time out`
        : `the endpoints in ${to} are left out`
    }.`,
    `Label an east-west gateway Service in ${to} with topology.istio.io/network=${closed.network} and give it an address.`,
    atGatewayService(mesh, scope),
  );
}

/** 21: the client can use the addresses of the gateways. */
export function gatewayAddress(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { paths, question } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (
    paths.some(
      ({ path }) => path.code === 'dropped' && path.reason === 'address-family',
    )
  )
    return fail(
      `The client speaks no IP family of the gateways of ${question.to}.`,
      'Give the gateway an address of the family that the client has.',
    );
  const gateways = gatewaysOf(scope);
  if (gateways.length === 0) return NO_GATEWAY_USED;
  const named = gateways.find(({ address }) => isHostName(address));
  if (named)
    return unknown(
      `The gateway is named ${named.address}; what istiod resolves that to cannot be seen.`,
      atGatewayService(mesh, scope),
    );
  const inside = gateways.find(({ address }) => PRIVATE.test(address));
  return inside
    ? warn(`${inside.address} is a private address: it must be routed there.`)
    : pass(`The address is ${gateways.map(g => g.address).join(', ')}.`);
}

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i;

/** 22: pods behind the gateway addresses are ready. */
export function gatewayReady(mesh: Mesh, scope: ReachScope): ReachFinding {
  const gateways = gatewaysOf(scope);
  if (scope.paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (gateways.length === 0) return NO_GATEWAY_USED;
  const found = gatewayPods(mesh, scope);
  if (found.length === 0)
    return unknown('The Service behind the gateway address is not known.');
  const blind = found.find(
    ({ cluster, service }) =>
      mesh.sight(cluster, 'Pod', service.namespace) !== 'full',
  );
  if (blind) return unknown(`Gateway pods of ${blind.cluster} cannot be seen.`);
  const allDead = found.filter(gateway => isDead(mesh, gateway));
  const [dead] = allDead;
  const silent = found.find(({ pods }) => pods.every(({ ready }) => !ready));
  if (!dead)
    return silent
      ? unknown(
          `Nothing tells whether pods of gateway ${silent.service.namespace}/${silent.service.name} in ${silent.cluster} are ready.`,
          foundAt(silent.cluster, 'Service', silent.service, 'spec.selector'),
        )
      : pass('Gateway pods are ready.');
  const { cluster, service } = dead;
  if (allDead.length < found.length)
    return warn(
      `No pod of gateway ${service.namespace}/${service.name} in ${cluster} is ready, and others are.`,
      foundAt(cluster, 'Service', service, 'spec.selector'),
    );
  return fail(
    `No pod of gateway ${service.namespace}/${service.name} in ${cluster} is ready.`,
    'Start the gateway, or see why its pods are not ready.',
    foundAt(cluster, 'Service', service, 'spec.selector'),
  );
}

/** Nobody answers for a gateway: none of its pods is ready, or Kubernetes lists none. Where neither tells, it may be alive. */
function isDead(mesh: Mesh, { cluster, service, pods }: GatewayPods): boolean {
  const { namespace, name } = service;
  if (pods.length > 0)
    return pods.every(({ ready, reportsReady }) => reportsReady && !ready);
  return (
    mesh.find(cluster, 'EndpointSlice', {
      index: SLICES_BY_SERVICE,
      namespace,
      key: name,
    }).length > 0
  );
}

/** 23: the gateway forwards the host without ending TLS. */
export function gatewayForwards(mesh: Mesh, scope: ReachScope): ReachFinding {
  return atGateway(mesh, scope, ({ cluster, service, pod }) => {
    const ref = { cluster, namespace: pod.namespace, pod: pod.name };
    const servers = mesh
      .ask(gatewayServers, ref)
      .filter(({ tlsMode }) => tlsMode === 'AUTO_PASSTHROUGH');
    const covers = servers.some(({ hosts }) =>
      hosts.some(host =>
        hostSubsetOf(scope.host, host.slice(host.indexOf('/') + 1)),
      ),
    );
    return covers
      ? pass(`Gateway pod ${pod.name} forwards ${scope.host}.`)
      : fail(
          servers.length === 0
            ? `No Gateway with tls mode AUTO_PASSTHROUGH selects the pods of ${service.namespace}/${service.name} in ${cluster}.`
            : `The hosts of the gateway in ${cluster} do not cover ${scope.host}.`,
          `Apply a Gateway with port 15443, AUTO_PASSTHROUGH and hosts "*.local" in the config cluster of ${cluster}.`,
          foundAt(cluster, 'Service', service, 'spec.selector'),
        );
  });
}

/** 24: the gateway's control plane knows port and subset of the service, and has endpoints behind it. */
export function gatewayKnowsService(
  mesh: Mesh,
  scope: ReachScope,
): ReachFinding {
  return atGateway(mesh, scope, ({ cluster, pod, name }) => {
    if (gatewayForwards(mesh, scope).status !== 'pass')
      return NOTHING_TO_LOOK_AT;
    const ref = { cluster, namespace: pod.namespace, pod: pod.name };
    const behind = mesh.ask(gatewayPassthrough, ref).get(name);
    if (behind && behind.length > 0)
      return pass(`It forwards ${name} to ${behind.length} endpoints.`);
    return fail(
      behind
        ? `The gateway in ${cluster} accepts ${name} and has nobody behind it.`
        : `The gateway in ${cluster} does not know ${name}.`,
      'Export the service to the namespace of the gateway, and define the same subsets in its control plane.',
      foundAt(cluster, 'Pod', pod, 'metadata.labels'),
    );
  });
}

/** `outbound|80|v1|host` as a client writes it into SNI. */
function sniOf(cluster: string): string {
  const [direction, port, subset, host] = cluster.split('|');
  return `${direction}_.${port}_.${subset}_.${host}`;
}

interface AtGateway {
  readonly cluster: ClusterName;
  readonly service: ServiceRecord;
  readonly pod: PodRecord;
  /** What the client asks for by SNI. */
  readonly name: string;
}

function atGateway(
  mesh: Mesh,
  scope: ReachScope,
  ask: (at: AtGateway) => ReachFinding,
): ReachFinding {
  if (scope.paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (gatewaysOf(scope).length === 0) return NO_GATEWAY_USED;
  const found = gatewayPods(mesh, scope).flatMap(({ cluster, service, pods }) =>
    pods.slice(0, 1).map(pod => ({ cluster, service, pod })),
  );
  const blind = found.some(
    ({ cluster, pod }) => mesh.sight(cluster, 'Pod', pod.namespace) !== 'full',
  );
  if (blind || found.length === 0)
    return unknown('No pod of the gateway can be seen.');
  const called = [...destinations(scope)].flatMap(([name, cluster]) =>
    servesFrom(scope, cluster) ? [sniOf(name)] : [],
  );
  const names =
    called.length > 0
      ? called
      : [sniOf(`outbound|${scope.port?.number}||${scope.host}`)];
  const findings = found.flatMap(at => names.map(name => ask({ ...at, name })));
  return worstOf(findings);
}

/** What all of several gateways say; a failure of some is only worth knowing. */
function worstOf(findings: readonly ReachFinding[]): ReachFinding {
  const failed = findings.filter(({ status }) => status === 'fail');
  const [first] = failed;
  if (first && failed.length === findings.length) return first;
  return (
    findings.find(({ status }) => status === 'unknown') ??
    (first ? warn(first.text, first.at) : findings[0])
  );
}

function gatewaysOf({ paths }: ReachScope): readonly NetworkGateway[] {
  return paths.flatMap(({ path }) =>
    path.code === 'through' ? path.gateways : [],
  );
}

/** A gateway as its Service shows it. */
interface GatewayPods {
  readonly cluster: ClusterName;
  readonly service: ServiceRecord;
  readonly pods: readonly PodRecord[];
}

/** Services that have an address of the gateways, with their pods. */
function gatewayPods(mesh: Mesh, scope: ReachScope): readonly GatewayPods[] {
  const gateways = gatewaysOf(scope);
  return scope.proxy.view.registries.flatMap(({ cluster }) =>
    mesh
      .find(cluster, 'Service', { index: LABELLED_SERVICES, key: YES })
      .filter(
        ({ ingress, externalIps, selector }) =>
          selector.size > 0 &&
          gateways.some(
            ({ address }) =>
              externalIps.includes(address) ||
              ingress.some(
                ({ ip, hostname }) => ip === address || hostname === address,
              ),
          ),
      )
      .map(service => ({
        cluster,
        service,
        pods: selectedPods(mesh, cluster, service.namespace, service.selector),
      })),
  );
}
