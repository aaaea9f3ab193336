import { Mesh } from '../model/mesh';
import { compareText, NO_LABELS } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ControlPlaneKey, ControlPlaneView } from './controlPlaneView';
import { endpointPath, NetworkGateway } from './endpointPath';
import { filterSwitches } from './filterClient';
import { EastWestGateway, Gateways, gateways } from './gateways';
import { knownNetworks } from './knownNetworks';
import { networkGateways } from './networkGateways';
import { clusterNetwork } from './podNetwork';
import { servingViews } from './servingViews';

/**
 * How workloads of a cluster get to those of another, by what their control plane is told (reference 4.3): a sidecar that calls one.
 *
 * - `direct`: pods are dialled, which works if they are in one network, or if nobody told otherwise.
 * - `gateway`: through gateways of the other network.
 * - `unreachable`: pods are dialled that lie in another network without gateway, or none are told.
 * - `undiscovered`: the control plane does not watch the other cluster.
 *
 * @public
 */
export type PairCode = 'direct' | 'gateway' | 'unreachable' | 'undiscovered';

/** The way from one cluster to another, as one control plane of the first has it. @public */
export interface NetworkWay {
  readonly controlPlane: ControlPlaneKey;
  readonly code: PairCode;
  /** Networks as it knows them; `''` for none. */
  readonly fromNetwork: string;
  readonly toNetwork: string;
  /** Where the other network is entered. */
  readonly gateways: readonly NetworkGateway[];
  /** Pods of these gateways, where an object of the fleet declares them. */
  readonly pods: { readonly all: number; readonly ready: number } | undefined;
}

/** From one cluster to another; several ways if several control planes serve the first. @public */
export interface NetworkPair {
  readonly from: ClusterName;
  readonly to: ClusterName;
  readonly ways: readonly NetworkWay[];
}

/** Networks of the fleet, their gateways, and who gets where how (M3, M6). @public */
export interface FleetNetworks extends Gateways {
  readonly networks: readonly {
    readonly mesh: string;
    /** `''`: clusters that name none. */
    readonly network: string;
    readonly clusters: readonly ClusterName[];
  }[];
  /** Every ordered pair of clusters whose first has a control plane. */
  readonly pairs: readonly NetworkPair[];
}

/** Which networks there are, how each is entered, and how each cluster gets to each other. Reference 1.4, 4.1 to 4.3. @public */
export const fleetNetworks: Rule<void, FleetNetworks> = {
  source: '4.3',
  nameOf: () => 'fleet',
  ask(mesh) {
    const found = mesh.ask(gateways, undefined);
    const clusters = mesh.clusters();
    const pairs = clusters.flatMap(from => {
      const views = mesh.ask(servingViews, from);
      if (views.length === 0) return [];
      return clusters
        .filter(to => to !== from)
        .map(to => ({
          from,
          to,
          ways: views.map(view => wayOf(mesh, { view, from, to, found })),
        }));
    });
    const networks = [...mesh.ask(knownNetworks, undefined)].sort(
      (a, b) =>
        compareText(a.mesh, b.mesh) || compareText(a.network, b.network),
    );
    return { ...found, networks, pairs };
  },
};

function wayOf(
  mesh: Mesh,
  options: {
    readonly view: ControlPlaneView;
    readonly from: ClusterName;
    readonly to: ClusterName;
    readonly found: Gateways;
  },
): NetworkWay {
  const { view, from, to, found } = options;
  const networkOf = (cluster: ClusterName) =>
    mesh.ask(clusterNetwork, { cluster, systemNamespace: view.namespace });
  const networks = { fromNetwork: networkOf(from), toNetwork: networkOf(to) };
  const nowhere = { ...networks, gateways: [], pods: undefined };
  const controlPlane = view.key;
  const registry = view.registries.find(({ cluster }) => cluster === to);
  if (!registry) return { controlPlane, code: 'undiscovered', ...nowhere };
  const path = endpointPath(
    {
      ...POD,
      cluster: registry.clusterId,
      network: networks.toNetwork,
    },
    {
      client: {
        network: networks.fromNetwork,
        kind: 'sidecar',
        addressFamilies: { ipv4: true, ipv6: true },
      },
      gateways: mesh.ask(networkGateways, view.key),
      switches: filterSwitches(view),
    },
  );
  switch (path.code) {
    case 'direct':
      return { controlPlane, code: 'direct', ...nowhere };
    case 'through':
      return {
        controlPlane,
        code: 'gateway',
        ...networks,
        gateways: path.gateways,
        pods: podsOf(path.gateways, found.gateways),
      };
    default:
      return { controlPlane, code: 'unreachable', ...nowhere };
  }
}

/** A ready pod with a sidecar. */
const POD = {
  address: '',
  port: 0,
  labels: NO_LABELS,
  weight: 1,
  health: 'healthy',
  mtls: true,
  gateway: false,
} as const;

function podsOf(
  used: readonly NetworkGateway[],
  declared: readonly EastWestGateway[],
): NetworkWay['pods'] {
  const behind = declared.filter(({ network, addresses }) =>
    used.some(
      gateway =>
        gateway.network === network &&
        addresses.some(({ address }) => address === gateway.address),
    ),
  );
  if (behind.length === 0) return undefined;
  return {
    all: behind.reduce((sum, { pods }) => sum + pods.all, 0),
    ready: behind.reduce((sum, { pods }) => sum + pods.ready, 0),
  };
}
