import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { defineCheck } from '../check';
import { cidrRange } from '../cidr';
import { findingSubject } from '../findingSubject';
import { KnownNetwork, knownNetworks, networkName } from '../knownNetworks';

interface Block {
  readonly cluster: ClusterName;
  readonly node: string;
  readonly cidr: string;
  readonly bits: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** Clusters on one network that give their pods the same addresses. Reference 1.4, 8 (20a). */
export const podCidrOverlap = defineCheck<KnownNetwork>({
  code: 'pod-cidr-overlap',
  source: '1.4',
  subjects: mesh =>
    mesh
      .ask(knownNetworks, undefined)
      .filter(({ clusters }) => clusters.length > 1),
  nameOf: subject => `${networkName(subject)}\n${subject.clusters}`,
  find(mesh, { network, clusters }) {
    const pairs = new Map(
      overlaps(clusters.flatMap(cluster => blocksOf(mesh, cluster))).map(
        pair => [
          pair
            .map(({ cluster }) => cluster)
            .sort()
            .join(),
          pair,
        ],
      ),
    );
    return [...pairs.values()].map(pair => {
      const [a, b] = pair;
      for (const { cluster, node, cidr } of pair)
        mesh.because(
          { cluster, kind: 'Node', namespace: '', name: node },
          'spec.podCIDRs',
          cidr,
        );
      return {
        severity: 'error' as const,
        subject: findingSubject('Network', { namespace: '', name: network }, [
          a.cluster,
          b.cluster,
        ]),
        message: `Clusters ${a.cluster} and ${b.cluster} are on one network (${
          network || 'neither names one'
        }) and use the same pod addresses: node ${a.node} has ${
          a.cidr
        } and node ${b.node} has ${
          b.cidr
        }. Calls between them may reach the wrong pod.`,
        fix: 'Give the clusters different pod ranges, or different networks with east-west gateways.',
      };
    });
  },
});

function blocksOf(mesh: Mesh, cluster: ClusterName): readonly Block[] {
  return mesh.list(cluster, 'Node').flatMap(({ name, podCidrs }) =>
    podCidrs.flatMap(cidr => {
      const range = cidrRange(cidr);
      return range ? [{ cluster, node: name, cidr, ...range }] : [];
    }),
  );
}

/** Blocks of different clusters that share addresses, by one pass over their starts. */
function overlaps(
  blocks: readonly Block[],
): readonly (readonly [Block, Block])[] {
  const sorted = [...blocks].sort(
    (a, b) =>
      a.bits - b.bits || Number(a.first > b.first) - Number(a.first < b.first),
  );
  const found: (readonly [Block, Block])[] = [];
  let open: readonly Block[] = [];
  for (const block of sorted) {
    open = open.filter(
      ({ bits, last }) => bits === block.bits && last >= block.first,
    );
    // One block of each cluster that ends last stands for all of it.
    for (const other of open)
      if (other.cluster !== block.cluster) found.push([other, block]);
    const own = open.find(({ cluster }) => cluster === block.cluster);
    if (!own || own.last < block.last)
      open = [...open.filter(item => item !== own), block];
  }
  return found;
}
