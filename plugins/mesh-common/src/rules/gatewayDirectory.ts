import { NetworkGateway } from './endpointPath';

/** The gateways that an istiod knows, as endpoints ask for them. Derived once from a list, which is never changed. */
export class GatewayDirectory {
  private static readonly derived = new WeakMap<
    readonly NetworkGateway[],
    GatewayDirectory
  >();

  static of(gateways: readonly NetworkGateway[]): GatewayDirectory {
    let directory = GatewayDirectory.derived.get(gateways);
    if (!directory) {
      directory = new GatewayDirectory(gateways);
      GatewayDirectory.derived.set(gateways, directory);
    }
    return directory;
  }

  private readonly networks = new Map<
    string,
    {
      readonly all: NetworkGateway[];
      readonly byCluster: Map<string, NetworkGateway[]>;
    }
  >();

  /** The smallest factor by which all weights can be divided among the gateways of any network or cluster without rest. */
  readonly weightScale: number;

  private constructor(gateways: readonly NetworkGateway[]) {
    for (const gateway of gateways) {
      const { network, cluster } = gateway;
      const known = this.networks.get(network) ?? {
        all: [],
        byCluster: new Map<string, NetworkGateway[]>(),
      };
      this.networks.set(network, known);
      known.all.push(gateway);
      const ofCluster = known.byCluster.get(cluster);
      if (ofCluster) ofCluster.push(gateway);
      else known.byCluster.set(cluster, [gateway]);
    }
    this.weightScale = [...this.networks.values()]
      .flatMap(({ all, byCluster }) => [all, ...byCluster.values()])
      .reduce((scale, { length }) => leastCommonMultiple(scale, length), 1);
  }

  /** Gateways of a network; those declared by a cluster of it, where there are any, come before the others. */
  into(network: string, cluster: string): readonly NetworkGateway[] {
    const known = this.networks.get(network);
    return known?.byCluster.get(cluster) ?? known?.all ?? [];
  }
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
