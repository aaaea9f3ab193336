import { Node } from './manifests';
import { NodePool } from './NodePool';

const node = (name: string, zone: string, extra: Partial<Node> = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'topology.kubernetes.io/zone': zone, name } },
  ...extra,
});

const names = (pool: NodePool, count: number) =>
  Array.from(
    { length: count },
    (_, index) => pool.place(index).node.metadata.name,
  );

describe('NodePool', () => {
  it('takes the zones in turn', () => {
    const pool = NodePool.create(
      [node('a1', 'a'), node('a2', 'a'), node('b1', 'b')],
      '10.1.0.0/16',
    );
    expect(names(pool, 4)).toEqual(['a1', 'b1', 'a2', 'a1']);
  });

  it('leaves out nodes that are not schedulable', () => {
    const pool = NodePool.create(
      [node('a1', 'a', { spec: { unschedulable: true } }), node('a2', 'a')],
      '10.1.0.0/16',
    );
    expect(names(pool, 2)).toEqual(['a2', 'a2']);
  });

  it('gives addresses of the range of the node, or of the cluster', () => {
    const pool = NodePool.create(
      [node('a1', 'a', { spec: { podCIDR: '10.1.7.0/24' } }), node('b1', 'b')],
      '10.1.0.0/16',
    );
    expect([0, 1, 2].map(position => pool.place(position).podIP)).toEqual([
      '10.1.7.10',
      '10.1.0.10',
      '10.1.7.11',
    ]);
  });

  it('obeys node selectors and says when none fits', () => {
    const pool = NodePool.create(
      [node('a1', 'a'), node('b1', 'b')],
      '10.1.0.0/16',
    );
    expect(pool.place(0, { name: 'b1' }).node.metadata.name).toBe('b1');
    expect(() => pool.place(0, { disk: 'fast' })).toThrow(
      'no node of the cluster fits the node selector {"disk":"fast"}',
    );
  });

  it('says when a range is used up', () => {
    const pool = NodePool.create([node('a1', 'a')], '10.1.0.0/28');
    expect(() => names(pool, 6)).toThrow(
      'All addresses of 10.1.0.0/28 are taken',
    );
  });
});
