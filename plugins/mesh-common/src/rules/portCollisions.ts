import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { ClusterEndpoints } from './endpoints';
import { ClustersWith, groupedBy } from './groupedBy';

/** How the ports of a service differ between clusters (reference 3.4). @public */
export type PortCollision =
  /** One number under several names: endpoints join by name, so those of the other name are lost. */
  | {
      readonly code: 'port-names';
      readonly number: number;
      readonly names: readonly ClustersWith<string>[];
    }
  /** One name with several numbers. It works: clients use the number of the copy that defines the service. */
  | {
      readonly code: 'port-numbers';
      readonly name: string;
      readonly numbers: readonly ClustersWith<number>[];
    }
  /** A port that some clusters do not have; their endpoints do not serve it. */
  | {
      readonly code: 'port-missing';
      readonly name: string;
      readonly number: number;
      readonly present: readonly ClusterName[];
      readonly missing: readonly ClusterName[];
    }
  /** One port that clusters take for different protocols; that of the defining copy counts. */
  | {
      readonly code: 'port-protocols';
      readonly name: string;
      readonly protocols: readonly ClustersWith<string>[];
    };

/** Differences between the ports of the copies of one service. Reference 3.1, 3.4. @public */
export function portCollisions(
  copies: readonly {
    readonly cluster: ClusterName;
    readonly ports: ClusterEndpoints['ports'];
  }[],
): readonly PortCollision[] {
  if (areAlike(copies.map(({ ports }) => ports))) return [];
  const all = copies.flatMap(({ cluster, ports }) =>
    ports.map(port => ({ ...port, cluster })),
  );
  const numbers = [...new Set(all.map(({ number }) => number))].sort(
    (a, b) => a - b,
  );
  const names = [...new Set(all.map(({ name }) => name))].sort(compareText);
  const renamed = numbers.flatMap((number): PortCollision[] => {
    const found = groupedBy(
      all.filter(port => port.number === number),
      ({ name }) => name,
    );
    // A cluster may have one number twice, for TCP and UDP; only clusters that lack a name lose something.
    const clusters = new Set(found.flatMap(group => group.clusters));
    return found.some(group => group.clusters.length < clusters.size)
      ? [{ code: 'port-names', number, names: found }]
      : [];
  });
  const lost = new Set(
    renamed.flatMap(collision =>
      collision.code === 'port-names'
        ? collision.names.map(({ value }) => value)
        : [],
    ),
  );
  const others = names.flatMap((name): PortCollision[] => {
    const found = all.filter(port => port.name === name);
    const present = found.map(({ cluster }) => cluster);
    const having = new Set(present);
    const missing = copies
      .map(({ cluster }) => cluster)
      .filter(cluster => !having.has(cluster));
    const byNumber = groupedBy(found, ({ number }) => number);
    const byProtocol = groupedBy(found, ({ protocol }) => protocol);
    const [{ number }] = found;
    const collisions: PortCollision[] = [];
    if (missing.length > 0 && !lost.has(name))
      collisions.push({ code: 'port-missing', name, number, present, missing });
    if (byNumber.length > 1)
      collisions.push({ code: 'port-numbers', name, numbers: byNumber });
    if (byProtocol.length > 1)
      collisions.push({ code: 'port-protocols', name, protocols: byProtocol });
    return collisions;
  });
  return [...renamed, ...others];
}

type Ports = ClusterEndpoints['ports'];

/** Whether all have the ports of the first, each under a name of its own, as most copies do: then nothing can collide. */
function areAlike([first = [], ...others]: readonly Ports[]): boolean {
  const names = new Set(first.map(({ name }) => name));
  return (
    names.size === first.length &&
    others.every(
      ports =>
        ports.length === first.length &&
        ports.every(
          ({ name, number, protocol }, i) =>
            name === first[i].name &&
            number === first[i].number &&
            protocol === first[i].protocol,
        ),
    )
  );
}
