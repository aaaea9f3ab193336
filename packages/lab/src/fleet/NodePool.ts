import { StringMap } from '../kubernetesObject';
import { AddressPool } from './AddressPool';
import { includesLabels } from './labelSelector';
import { Node } from './manifests';

/** Where a pod runs. */
export interface Placement {
  readonly node: Node;
  readonly podIP: string;
}

const ZONE = 'topology.kubernetes.io/zone';

/** The scheduler and the network of the lab: spreads pods over nodes, zone by zone, and gives them addresses. */
export class NodePool {
  static create(nodes: readonly Node[], podCidr: string): NodePool {
    return new NodePool(nodes, podCidr);
  }

  readonly #nodes: readonly Node[];
  readonly #addresses: ReadonlyMap<Node, AddressPool>;

  private constructor(nodes: readonly Node[], podCidr: string) {
    const shared = AddressPool.create(podCidr);
    this.#nodes = alternateZones(
      nodes.filter(({ spec }) => !spec?.unschedulable),
    );
    this.#addresses = new Map(
      this.#nodes.map(node => [
        node,
        node.spec?.podCIDR ? AddressPool.create(node.spec.podCIDR) : shared,
      ]),
    );
  }

  /** Places the pod that is number `position` of its workload. Throws when no node fits. */
  place(position: number, nodeSelector: StringMap = {}): Placement {
    const fitting = this.#nodes.filter(({ metadata }) =>
      includesLabels(metadata.labels ?? {}, nodeSelector),
    );
    if (fitting.length === 0) {
      throw new Error(
        `no node of the cluster fits the node selector ${JSON.stringify(
          nodeSelector,
        )}; add a Node to its folder`,
      );
    }
    const node = fitting[position % fitting.length];
    const addresses = this.#addresses.get(node);
    if (!addresses) {
      throw new Error(`node ${node.metadata.name} has no addresses`);
    }
    return { node, podIP: addresses.take() };
  }
}

/** Takes one node of each zone in turn, so that neighbours in the list are in different zones. */
function alternateZones(nodes: readonly Node[]): readonly Node[] {
  const zones = new Map<string, Node[]>();
  for (const node of nodes) {
    const zone = node.metadata.labels?.[ZONE] ?? '';
    zones.set(zone, [...(zones.get(zone) ?? []), node]);
  }
  const longest = Math.max(0, ...[...zones.values()].map(list => list.length));
  return Array.from({ length: longest }, (_, row) =>
    [...zones.values()].flatMap(list => list.slice(row, row + 1)),
  ).flat();
}
