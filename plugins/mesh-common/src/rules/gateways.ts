import { Mesh } from '../model/mesh';
import { compareText, RecordKey, recordKey } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { ClusterName, ObjectRef } from '../model/refs';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { ControlPlaneKey } from './controlPlaneView';
import { NetworkGateway } from './endpointPath';
import { gatewayServers } from './gatewayServers';
import { YES } from './indexes';
import {
  LABELLED_GATEWAYS,
  LABELLED_SERVICES,
  networkGateways,
} from './networkGateways';
import { selectedPods } from './selectedPods';

const NETWORK = 'topology.istio.io/network';
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** An east-west gateway: where callers of other networks enter a network. @public */
export interface EastWestGateway {
  readonly network: string;
  readonly cluster: ClusterName;
  /** Service, or Gateway of the Gateway API, that declares it. */
  readonly object: ObjectRef;
  /** Class of the Gateway, e.g. `istio-east-west`; type of the Service otherwise. */
  readonly class: string;
  /** Where it is entered, as some control plane knows it. Empty: nobody can use it. A name stands for what istiod resolves it to. */
  readonly addresses: readonly Pick<
    NetworkGateway,
    'address' | 'port' | 'hbonePort'
  >[];
  /** Control planes that know an address of it. */
  readonly knownBy: readonly ControlPlaneKey[];
  /** Hosts that it passes through by SNI, as its `Gateway` objects name them; `undefined` without a running pod, of which alone this can be told. */
  readonly hosts: readonly string[] | undefined;
  readonly pods: { readonly all: number; readonly ready: number };
}

/** Addresses that mesh networks name and no object of the fleet declares. @public */
export interface ForeignGateway {
  readonly network: string;
  readonly address: string;
  readonly port: number;
  readonly knownBy: readonly ControlPlaneKey[];
}

/** All ways into the networks of the fleet, by network, cluster and object. @public */
export interface Gateways {
  readonly gateways: readonly EastWestGateway[];
  readonly foreign: readonly ForeignGateway[];
}

/** East-west gateways with their addresses, their pods and what they expose. Reference 4.1, 4.5. @public */
export const gateways: Rule<void, Gateways> = {
  source: '4.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const known = knownGateways(mesh);
    const found = mesh
      .clusters()
      .flatMap(cluster => declared(mesh, cluster))
      .map(item => described(mesh, item, known))
      .sort(
        (a, b) =>
          compareText(a.network, b.network) ||
          compareText(a.cluster, b.cluster) ||
          compareText(recordKey(a.object), recordKey(b.object)),
      );
    return { gateways: found, foreign: foreign(known) };
  },
};

/** An address of a network, with who knows it. */
interface Known {
  readonly gateway: NetworkGateway;
  /** Cluster that declares it; `undefined` for mesh networks. */
  readonly cluster: ClusterName | undefined;
  readonly by: ControlPlaneKey;
}

function knownGateways(mesh: Mesh): readonly Known[] {
  return mesh.ask(allViews, undefined).flatMap(({ key, registries }) => {
    const clusters = new Map(
      registries.map(({ clusterId, cluster }) => [clusterId, cluster]),
    );
    return mesh.ask(networkGateways, key).map(gateway => ({
      gateway,
      cluster: clusters.get(gateway.cluster),
      by: key,
    }));
  });
}

/** An object that declares a gateway. */
interface Declared {
  readonly network: string;
  readonly object: ObjectRef;
  readonly class: string;
  readonly pods: readonly PodRecord[];
  /** Addresses as the object has them. */
  readonly addresses: ReadonlySet<string>;
}

function declared(mesh: Mesh, cluster: ClusterName): readonly Declared[] {
  const services = mesh.find(cluster, 'Service', {
    index: LABELLED_SERVICES,
    key: YES,
  });
  const own = mesh
    .find(cluster, 'KubernetesGateway', { index: LABELLED_GATEWAYS, key: YES })
    .map(
      ({ namespace, name, labels, className, addresses }): Declared => ({
        network: labels.get(NETWORK) ?? '',
        object: { cluster, kind: 'Gateway', namespace, name },
        class: className,
        pods: mesh
          .list(cluster, 'Pod', namespace)
          .filter(pod => pod.labels.get(GATEWAY_NAME) === name),
        // Without addresses of its own it is known by those of the Service that its controller makes.
        addresses: new Set([
          ...addresses.map(({ value }) => value),
          ...services
            .filter(
              service =>
                recordKey(gatewayOf(service)) ===
                recordKey({ namespace, name }),
            )
            .flatMap(service => [...addressesOf(mesh, cluster, service)]),
        ]),
      }),
    );
  const byGateway = new Set(own.map(({ object }) => recordKey(object)));
  const others = services
    .filter(service => !byGateway.has(recordKey(gatewayOf(service))))
    .map((service): Declared => {
      const { namespace, name, labels, type } = service;
      return {
        network: labels.get(NETWORK) ?? '',
        object: { cluster, kind: 'Service', namespace, name },
        class: type,
        pods: selectedPods(mesh, cluster, namespace, service.selector),
        addresses: addressesOf(mesh, cluster, service),
      };
    });
  return [...own, ...others];
}

/** Gateway for which its controller made a Service. */
function gatewayOf({ namespace, labels }: ServiceRecord): RecordKey {
  return { namespace, name: labels.get(GATEWAY_NAME) ?? '' };
}

function addressesOf(
  mesh: Mesh,
  cluster: ClusterName,
  { ingress, externalIps, type }: ServiceRecord,
): ReadonlySet<string> {
  const ofNodes =
    type === 'NodePort'
      ? mesh
          .list(cluster, 'Node')
          .flatMap(({ externalAddresses }) => externalAddresses)
      : [];
  return new Set([
    ...ingress.flatMap(({ ip, hostname }) => ip || hostname || []),
    ...externalIps,
    ...ofNodes,
  ]);
}

function described(
  mesh: Mesh,
  { network, object, class: kind, pods, addresses }: Declared,
  known: readonly Known[],
): EastWestGateway {
  const { cluster } = object;
  mesh.because(object, `metadata.labels["${NETWORK}"]`, network);
  const own = known.filter(
    item =>
      item.cluster === cluster &&
      item.gateway.network === network &&
      addresses.has(item.gateway.address),
  );
  const distinct = new Map(
    own.map(({ gateway: { address, port, hbonePort } }) => [
      `${address} ${port} ${hbonePort}`,
      { address, port, hbonePort },
    ]),
  );
  return {
    network,
    cluster,
    object,
    class: kind,
    addresses: [...distinct.values()],
    knownBy: distinctKeys(own),
    hosts: hostsOf(mesh, cluster, pods),
    pods: {
      all: pods.length,
      ready: pods.filter(({ ready }) => ready).length,
    },
  };
}

function hostsOf(
  mesh: Mesh,
  cluster: ClusterName,
  pods: readonly PodRecord[],
): readonly string[] | undefined {
  const pod = pods.find(({ ready }) => ready) ?? pods[0];
  if (!pod) return undefined;
  const { namespace, name } = pod;
  const servers = mesh
    .ask(gatewayServers, { cluster, namespace, pod: name })
    .filter(({ tlsMode }) => tlsMode === 'AUTO_PASSTHROUGH');
  for (const { gateway } of servers)
    mesh.because(
      {
        cluster,
        kind: 'Gateway',
        namespace: gateway.from.namespace,
        name: gateway.from.name,
      },
      'spec.servers',
    );
  return [...new Set(servers.flatMap(({ hosts }) => hosts))].sort(compareText);
}

function foreign(known: readonly Known[]): readonly ForeignGateway[] {
  const byAddress = new Map<string, Known[]>();
  for (const item of known) {
    if (item.cluster !== undefined) continue;
    const { network, address, port } = item.gateway;
    const name = `${network}\n${address}\n${port}`;
    byAddress.set(name, [...(byAddress.get(name) ?? []), item]);
  }
  return [...byAddress.keys()].sort(compareText).flatMap(name => {
    const items = byAddress.get(name) ?? [];
    return items.slice(0, 1).map(({ gateway }) => ({
      network: gateway.network,
      address: gateway.address,
      port: gateway.port,
      knownBy: distinctKeys(items),
    }));
  });
}

function distinctKeys(items: readonly Known[]): readonly ControlPlaneKey[] {
  return [...new Set(items.map(({ by }) => by))];
}
