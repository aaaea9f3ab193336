import { decode } from '../decode/decoders';
import { answer } from '../rules/answer';
import { Change } from './change';
import { Coverage } from './coverage';
import { Memo } from './memo';
import { ServiceRecord } from './records/service';
import { RecordIndex } from './recordIndex';
import { Rule } from './rule';
import { Snapshot } from './snapshot';
import { Table } from './table';

const NOW = 1_000_000;
const SYNCED: Coverage = {
  state: 'synced',
  since: 1,
  asOf: NOW,
  listedAt: NOW,
  reason: undefined,
};
const BY_TYPE = new RecordIndex<ServiceRecord>(({ type }) => [type]);

const service = (name: string, type = 'ClusterIP'): ServiceRecord => {
  const decoded = decode('Service', {
    metadata: { namespace: 'shop', name },
    spec: { type },
  });
  if (decoded.code === 'unreadable') throw new Error(decoded.problem);
  return decoded.record;
};

const apply = (cluster: string, record: ServiceRecord): Change => ({
  code: 'apply',
  cluster,
  kind: 'Service',
  record,
});

/** Names in a fleet where `east` has two services, `west` one of them, and `void` was never asked for any. */
const fleet = Snapshot.create({
  at: NOW,
  clusters: new Map([
    [
      'west',
      {
        kinds: {
          Service: {
            table: Table.of([service('pay', 'NodePort')]),
            coverage: SYNCED,
          },
        },
      },
    ],
    [
      'east',
      {
        kinds: {
          Service: {
            table: Table.of([service('pay'), service('cart')]),
            coverage: SYNCED,
          },
        },
      },
    ],
    ['void', { kinds: {} }],
  ]),
});

let asked = 0;

/** Types of a service, and the other services of type ClusterIP, in each of some clusters. */
const inEach: Rule<
  { readonly clusters: readonly string[]; readonly name: string },
  readonly string[]
> = {
  source: '3.1',
  nameOf: ({ clusters, name }) => `${clusters.join()} ${name}`,
  ask(mesh, { clusters, name }) {
    asked++;
    const named = mesh.getInEach(clusters, 'Service', {
      namespace: 'shop',
      name,
    });
    const plain = mesh.findInEach(clusters, 'Service', {
      index: BY_TYPE,
      namespace: 'shop',
      key: 'ClusterIP',
    });
    return clusters.map(
      (cluster, i) =>
        `${cluster}: ${named[i]?.type ?? '-'} [${plain[i]
          .map(found => found.name)
          .join()}]`,
    );
  },
};

const ask = (snapshot: Snapshot, clusters: readonly string[], memo?: Memo) =>
  answer(snapshot, inEach, { clusters, name: 'pay' }, memo);

describe('look-ups in several clusters', () => {
  it('find what each of them has, in the order in which they are asked', () => {
    expect(ask(fleet, ['west', 'nowhere', 'east', 'void']).value).toEqual([
      'west: NodePort []',
      'nowhere: - []',
      'east: ClusterIP [cart,pay]',
      'void: - []',
    ]);
    expect(ask(fleet, ['east']).value).toEqual(['east: ClusterIP [cart,pay]']);
  });

  it('miss what cannot be seen of these clusters, and of no others', () => {
    expect(ask(fleet, ['east', 'west']).gaps).toEqual([]);
    expect(ask(fleet, ['east', 'void']).gaps).toEqual([
      expect.objectContaining({ cluster: 'void', kind: 'Service' }),
    ]);
  });

  it.each<[string, readonly Change[], readonly string[]]>([
    [
      'a service that is added',
      [apply('west', service('web'))],
      ['east: ClusterIP [cart,pay]', 'west: NodePort [web]'],
    ],
    [
      'a service that changes, twice',
      [
        apply('west', service('pay')),
        apply('west', service('pay', 'LoadBalancer')),
      ],
      ['east: ClusterIP [cart,pay]', 'west: LoadBalancer []'],
    ],
    [
      'a service that is deleted',
      [
        {
          code: 'delete',
          cluster: 'east',
          kind: 'Service',
          namespace: 'shop',
          name: 'pay',
        },
      ],
      ['east: - [cart]', 'west: NodePort []'],
    ],
  ])('see %s in an overlay', (_, changes, expected) => {
    const clusters = ['east', 'west'];
    const memo = Memo.create();
    const before = ask(fleet, clusters, memo).value;
    const overlay = fleet.with(...changes);
    expect(ask(overlay, clusters, memo).value).toEqual(expected);
    expect(ask(overlay, clusters).value).toEqual(expected);
    expect(ask(fleet, clusters, memo).value).toEqual(before);
  });

  it('hold as long as each of these clusters has the same', () => {
    const memo = Memo.create();
    ask(fleet, ['east'], memo);
    asked = 0;
    const elsewhere = fleet.with(apply('west', service('web')));
    ask(elsewhere, ['east'], memo);
    expect(asked).toBe(0);
    ask(
      elsewhere.with(apply('east', service('pay', 'LoadBalancer'))),
      ['east'],
      memo,
    );
    expect(asked).toBe(1);
  });
});
