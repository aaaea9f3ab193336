import { Mesh } from '../model/mesh';
import {
  KubernetesGatewayListener,
  KubernetesGatewayRecord,
} from '../model/records/gatewayApi';
import { ServiceRecord } from '../model/records/service';
import { RecordIndex } from '../model/recordIndex';
import { Rule } from '../model/rule';
import { isAddress } from './cidr';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
  isOn,
  Registry,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { YES } from './indexes';
import { NetworkGateway } from './endpointPath';

const NETWORK = 'topology.istio.io/network';
const PORT = 'networking.istio.io/gatewayPort';
const DEFAULT_PORT = 15443;
const HBONE_PORT = 15008;

/** Services that name the network they lead into. */
export const LABELLED_SERVICES = new RecordIndex<ServiceRecord>(({ labels }) =>
  labels.get(NETWORK) ? [YES] : [],
);
/** Gateways of the Gateway API that name the network they lead into. */
export const LABELLED_GATEWAYS = new RecordIndex<KubernetesGatewayRecord>(
  ({ labels }) => (labels.get(NETWORK) ? [YES] : []),
);

/** Every address under which an istiod knows that a network can be entered. A host name stands for what istiod resolves it to, which cannot be seen. Reference 4.1. @public */
export const networkGateways: Rule<ControlPlaneKey, readonly NetworkGateway[]> =
  {
    source: '4.1',
    nameOf: controlPlaneName,
    ask(mesh, key) {
      const view = mesh.ask(controlPlaneView, key);
      if (!view) return [];
      const found = [
        ...fromMeshNetworks(view).map(gateway => ({ gateway })),
        ...view.registries.flatMap(registry => [
          ...fromServices(mesh, view, registry).map(gateway => ({ gateway })),
          ...fromGatewayApi(mesh, view, registry),
        ]),
      ];
      const resolves = isOn(view, 'RESOLVE_HOSTNAME_GATEWAYS', true);
      return distinct(found)
        .map(({ gateway }) => gateway)
        .filter(({ address }) => resolves || !isHostName(address));
    },
  };

/** A gateway, and the object that names it where that counts. */
interface FoundGateway {
  readonly gateway: NetworkGateway;
  /** Gateways of the Gateway API have an identity, so that the same address in two of them is two gateways. */
  readonly identity?: string;
}

/** What several Services say alike is one gateway. */
function distinct(found: readonly FoundGateway[]): readonly FoundGateway[] {
  const byName = new Map<string, FoundGateway>();
  for (const item of found) {
    const { network, cluster, address, port, hbonePort } = item.gateway;
    const { identity = '' } = item;
    const name = JSON.stringify([
      network,
      cluster,
      address,
      port,
      hbonePort,
      identity,
    ]);
    if (!byName.has(name)) byName.set(name, item);
  }
  return [...byName.values()];
}

/** Whether a gateway is known by a name, so that its addresses and their number cannot be seen. */
export function isHostName(address: string): boolean {
  return !isAddress(address);
}

function fromMeshNetworks({
  networks,
}: ControlPlaneView): readonly NetworkGateway[] {
  return networks.flatMap(({ name, gateways }) =>
    gateways.flatMap(gateway =>
      gateway.code === 'address'
        ? [
            {
              network: name,
              cluster: '',
              address: gateway.address,
              port: gateway.port,
              hbonePort: 0,
            },
          ]
        : [],
    ),
  );
}

function fromServices(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
): readonly NetworkGateway[] {
  const { cluster, clusterId } = registry;
  const labelled = mesh
    .find(cluster, 'Service', { index: LABELLED_SERVICES, key: YES })
    .filter(({ namespace }) => isSelected(mesh, view, cluster, namespace))
    .flatMap(service => {
      const wanted = Number(service.labels.get(PORT) || DEFAULT_PORT);
      const gateway = {
        network: service.labels.get(NETWORK) ?? '',
        cluster: clusterId,
      };
      const port = listens(service, wanted) ? wanted : 0;
      const hbonePort = listens(service, HBONE_PORT) ? HBONE_PORT : 0;
      if (port === 0 && hbonePort === 0) return [];
      mesh.because(
        {
          cluster,
          kind: 'Service',
          namespace: service.namespace,
          name: service.name,
        },
        `metadata.labels["${NETWORK}"]`,
        gateway.network,
      );
      return addressesOf(mesh, registry, service, port).map(at => ({
        ...gateway,
        ...at,
        hbonePort,
      }));
    });
  return [...labelled, ...namedByMeshNetworks(mesh, view, registry)];
}

/** Services that mesh networks name, in the clusters whose registry they give to the network. */
function namedByMeshNetworks(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
): readonly NetworkGateway[] {
  const { cluster, clusterId } = registry;
  return view.networks
    .filter(({ endpoints }) =>
      endpoints.some(
        part => part.code === 'registry' && part.clusterId === clusterId,
      ),
    )
    .flatMap(network =>
      network.gateways.flatMap(gateway => {
        if (gateway.code !== 'service') return [];
        const [name, namespace = ''] = gateway.service.split('.');
        const host = `${name}.${namespace}.svc.${view.domain}`;
        const service = mesh.get(cluster, 'Service', { namespace, name });
        if (
          !service ||
          host !== gateway.service ||
          service.labels.get(NETWORK) ||
          !isSelected(mesh, view, cluster, service.namespace)
        )
          return [];
        return addressesOf(mesh, registry, service, gateway.port).map(at => ({
          network: network.name,
          cluster: clusterId,
          ...at,
          hbonePort: 0,
        }));
      }),
    );
}

function listens({ ports }: ServiceRecord, port: number): boolean {
  return ports.some(({ number }) => number === port);
}

/** Addresses of a Service from outside. Those of nodes lead to its node port, and replace all others. */
function addressesOf(
  mesh: Mesh,
  { cluster }: Registry,
  service: ServiceRecord,
  port: number,
): readonly { readonly address: string; readonly port: number }[] {
  const balanced =
    service.type === 'LoadBalancer'
      ? service.ingress.map(({ ip, hostname }) => ip || hostname)
      : [];
  const own = [...balanced, ...service.externalIps].flatMap(address =>
    address ? [{ address, port }] : [],
  );
  const selector = service.annotations.get('traffic.istio.io/nodeSelector');
  if (service.type !== 'NodePort' || selector === undefined) return own;
  const nodePort =
    service.ports.find(({ number }) => number === port)?.nodePort ?? 0;
  const wanted = parseNodeSelector(selector);
  const nodes = mesh
    .list(cluster, 'Node')
    .filter(({ labels }) =>
      wanted.every(([key, value]) => labels.get(key) === value),
    )
    .flatMap(({ externalAddresses }) => externalAddresses.slice(0, 1));
  return nodes.map(address => ({ address, port: nodePort }));
}

/** What is no JSON object selects all nodes, like an empty one. */
function parseNodeSelector(
  text: string,
): readonly (readonly [string, unknown])[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null
      ? Object.entries(parsed)
      : [];
  } catch {
    return [];
  }
}

function fromGatewayApi(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
): readonly FoundGateway[] {
  const { cluster, clusterId } = registry;
  if (
    !isOn(
      view,
      'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API',
      view.profile.gatewayApiGateways,
    )
  )
    return [];
  return mesh
    .find(cluster, 'KubernetesGateway', { index: LABELLED_GATEWAYS, key: YES })
    .filter(({ namespace }) => isSelected(mesh, view, cluster, namespace))
    .filter(
      ({ className }) =>
        className !== 'istio-remote' || cluster === view.configCluster,
    )
    .flatMap(gateway => {
      const { namespace, name } = gateway;
      const network = gateway.labels.get(NETWORK) ?? '';
      mesh.because(
        { cluster, kind: 'Gateway', namespace, name },
        'spec.addresses',
        network,
      );
      return gateway.addresses
        .filter(({ type }) => type === 'IPAddress' || type === 'Hostname')
        .flatMap(({ value: address }) =>
          portsOf(gateway).map(ports => ({
            gateway: { network, cluster: clusterId, address, ...ports },
            identity: `${namespace}/${name}`,
          })),
        );
    });
}

/** A listener for HBONE counts under both ports. */
function portsOf({ listeners, labels }: KubernetesGatewayRecord): readonly {
  readonly port: number;
  readonly hbonePort: number;
}[] {
  const passthrough = listeners
    .filter(listener => isAutoPassthrough(listener, labels.get(PORT)))
    .map(({ port }) => ({ port, hbonePort: 0 }));
  const hbone = listeners
    .filter(({ protocol }) => protocol === 'HBONE')
    .map(({ port }) => ({ port, hbonePort: port }));
  return [...passthrough, ...hbone];
}

/** Reference 4.1: by TLS option, else by the usual port. */
export function isAutoPassthrough(
  { tlsMode, tlsOptions, port }: KubernetesGatewayListener,
  portLabel: string | undefined,
): boolean {
  if (tlsMode === undefined) return false;
  if (
    tlsOptions.get('gateway.istio.io/listener-protocol') === 'auto-passthrough'
  )
    return true;
  return String(port) === (portLabel ?? String(DEFAULT_PORT));
}
