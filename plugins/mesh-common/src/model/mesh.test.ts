import { decode } from '../decode/decoders';
import { answer, compare } from '../rules/answer';
import { Coverage, SyncState } from './coverage';
import { Memo } from './memo';
import { Rule } from './rule';
import { ClusterTables, Snapshot } from './snapshot';
import { Table } from './table';
import { NamespaceRecord } from './records/namespace';

const NOW = 1_000_000;

const coverage = (
  state: SyncState,
  asOf: number | undefined = NOW,
): Coverage => ({
  state,
  since: 1,
  asOf,
  listedAt: asOf,
  reason: undefined,
});

const namespace = (name: string, team: string): NamespaceRecord => {
  const decoded = decode('Namespace', { metadata: { name, labels: { team } } });
  if (decoded.code === 'unreadable') throw new Error(decoded.problem);
  return decoded.record;
};

const cluster = (
  records: readonly NamespaceRecord[],
  state: SyncState = 'synced',
  asOf?: number,
): ClusterTables => ({
  kinds: {
    Namespace: { table: Table.of(records), coverage: coverage(state, asOf) },
  },
});

const SHOP_UNREADABLE: ClusterTables = {
  kinds: {
    Namespace: {
      table: Table.of<NamespaceRecord>(
        [],
        [
          {
            code: 'unreadable',
            namespace: '',
            name: 'shop',
            field: 'metadata.labels',
            problem: 'must be an object',
          },
        ],
      ),
      coverage: coverage('synced'),
    },
  },
};

const fleet = (clusters: Record<string, ClusterTables>) =>
  Snapshot.create({ clusters: new Map(Object.entries(clusters)), at: NOW });

let asked = 0;
let askedAll = 0;

/** Team of a namespace in one cluster. */
const team: Rule<{ cluster: string; name: string }, string | undefined> = {
  source: '1.1',
  nameOf: ({ cluster: where, name }) => `${where}/${name}`,
  ask(mesh, { cluster: where, name }) {
    asked++;
    const found = mesh.get(where, 'Namespace', { namespace: '', name });
    if (found)
      mesh.because(
        { cluster: where, kind: 'Namespace', namespace: '', name },
        'metadata.labels.team',
        found.labels.get('team'),
      );
    return found?.labels.get('team');
  },
};

/** Teams of a namespace in all clusters. */
const teams: Rule<string, readonly (string | undefined)[]> = {
  source: '1.2',
  nameOf: name => name,
  ask: (mesh, name) => {
    askedAll++;
    return mesh
      .clusters()
      .map(where => mesh.ask(team, { cluster: where, name }));
  },
};

describe('answers', () => {
  beforeEach(() => {
    asked = 0;
  });

  it('carry gaps, evidence and the age of the oldest data that mattered', () => {
    const snapshot = fleet({
      c1: cluster([namespace('shop', 'a')]),
      c2: cluster([namespace('shop', 'b')], 'timeout', 400),
      c3: { kinds: {} },
    });
    const { value, gaps, because, asOf } = answer(snapshot, teams, 'shop');
    expect(value).toEqual(['a', 'b', undefined]);
    expect(gaps.map(gap => [gap.cluster, gap.state])).toEqual([
      ['c2', 'timeout'],
      ['c3', 'syncing'],
    ]);
    expect(because).toEqual([
      {
        object: {
          cluster: 'c1',
          kind: 'Namespace',
          namespace: '',
          name: 'shop',
        },
        field: 'metadata.labels.team',
        found: 'a',
        source: '1.1',
      },
      {
        object: {
          cluster: 'c2',
          kind: 'Namespace',
          namespace: '',
          name: 'shop',
        },
        field: 'metadata.labels.team',
        found: 'b',
        source: '1.1',
      },
    ]);
    expect(asOf).toBe(400);
  });

  it('have a gap for an unreadable object only where it could be the one looked for', () => {
    const snapshot = fleet({ c1: SHOP_UNREADABLE });
    expect(answer(snapshot, teams, 'shop').gaps).toMatchObject([
      { state: 'unreadable', object: 'shop' },
    ]);
    expect(answer(snapshot, teams, 'other').gaps).toEqual([]);
  });

  it('are kept as long as what they read is the same', () => {
    const memo = Memo.create();
    const before = fleet({
      c1: cluster([namespace('shop', 'a'), namespace('web', 'b')]),
      c2: cluster([]),
    });
    answer(before, teams, 'shop', memo);
    expect(asked).toBe(2);
    const elsewhere = before.with({
      code: 'apply',
      cluster: 'c1',
      kind: 'Namespace',
      record: namespace('web', 'c'),
    });
    const askedBefore = askedAll;
    answer(elsewhere, teams, 'shop', memo);
    expect(asked).toBe(2);
    expect(askedAll).toBe(askedBefore);
    const here = elsewhere.with({
      code: 'apply',
      cluster: 'c2',
      kind: 'Namespace',
      record: namespace('shop', 'd'),
    });
    expect(answer(here, teams, 'shop', memo).value).toEqual(['a', 'd']);
    expect(asked).toBe(3);
  });

  it('of another snapshot use what is known and leave it as it is', () => {
    const memo = Memo.create();
    const before = fleet({
      c1: cluster([namespace('shop', 'a')]),
      c2: cluster([namespace('shop', 'b')]),
    });
    answer(before, teams, 'shop', memo);
    expect(asked).toBe(2);
    const after = before.with({
      code: 'apply',
      cluster: 'c2',
      kind: 'Namespace',
      record: namespace('shop', 'd'),
    });
    const fork = memo.fork();
    expect(answer(after, teams, 'shop', fork).value).toEqual(['a', 'd']);
    expect(asked).toBe(3);
    expect(answer(before, teams, 'shop', memo).value).toEqual(['a', 'b']);
    expect(answer(after, teams, 'shop', fork).value).toEqual(['a', 'd']);
    expect(asked).toBe(3);
  });

  it('are as old as what neither they nor those they ask can do without', () => {
    const asks = (
      where: readonly string[],
      tolerated: readonly string[],
    ): Rule<string, unknown> => ({
      source: '1.3',
      nameOf: name => `${where} ${tolerated} ${name}`,
      ask(mesh, name) {
        for (const at of tolerated)
          mesh.tolerate({ cluster: at, kind: 'Namespace' }, 'it is a test');
        const rest = where.map(at => mesh.ask(team, { cluster: at, name }));
        return tolerated.includes('c1')
          ? [rest, mesh.ask(asks(['c1', 'c2', 'c3'], ['c2']), name)]
          : rest;
      },
    });
    const snapshot = fleet({
      c1: cluster([], 'timeout', 100),
      c2: cluster([], 'timeout', 200),
      c3: cluster([], 'timeout', 300),
    });
    const seen = (where: readonly string[], tolerated: readonly string[]) => {
      const { gaps, asOf } = answer(snapshot, asks(where, tolerated), 'shop');
      return [gaps.map(gap => gap.cluster), asOf];
    };
    expect(seen(['c1', 'c2'], [])).toEqual([['c1', 'c2'], 100]);
    expect(seen(['c1', 'c2'], ['c2'])).toEqual([['c1'], 100]);
    // What the asked rule does without, the asking one never looks at.
    expect(seen([], ['c1'])).toEqual([['c3'], 300]);
    expect(seen(['c2'], ['c1'])).toEqual([['c2', 'c3'], 200]);
  });

  it('are as old as they are here, whatever other snapshots were asked in between', () => {
    const inner: Rule<string, unknown> = {
      source: '1.3',
      nameOf: name => `inner ${name}`,
      ask: (mesh, name) => mesh.ask(team, { cluster: 'c1', name }),
    };
    const middle: Rule<string, unknown> = {
      source: '1.3',
      nameOf: name => `middle ${name}`,
      ask: (mesh, name) => [
        mesh.ask(team, { cluster: 'c3', name }),
        mesh.ask(inner, name),
      ],
    };
    const outer: Rule<string, unknown> = {
      source: '1.3',
      nameOf: name => `outer ${name}`,
      ask(mesh, name) {
        mesh.tolerate({ cluster: 'c2', kind: 'Namespace' }, 'it is a test');
        return mesh.ask(middle, name);
      },
    };
    const seenAt = (c1: number) =>
      fleet({
        c1: cluster([], 'timeout', c1),
        c2: cluster([], 'timeout', 200),
        c3: cluster([], 'timeout', 300),
      });
    const memo = Memo.create();
    const before = seenAt(100);
    expect(answer(before, middle, 'shop', memo).asOf).toBe(100);
    expect(answer(seenAt(900), inner, 'shop', memo).asOf).toBe(900);
    expect(answer(before, outer, 'shop', memo).asOf).toBe(100);
  });

  it('compare before and after a change without touching what is before', () => {
    const before = fleet({
      c1: cluster([namespace('shop', 'a'), namespace('web', 'b')]),
    });
    const after = before.with({
      code: 'delete',
      cluster: 'c1',
      kind: 'Namespace',
      namespace: '',
      name: 'web',
    });
    expect(
      compare(before, after, teams, ['shop', 'web']).map(
        ({ verdict }) => verdict,
      ),
    ).toEqual(['unchanged', 'changed']);
    expect(answer(before, teams, 'web').value).toEqual(['b']);
  });

  it('do not call unchanged what cannot be seen', () => {
    const before = fleet({ c1: cluster([], 'timeout') });
    expect(compare(before, before, teams, ['shop'])).toMatchObject([
      { verdict: 'unknown' },
    ]);
  });
});

describe('Snapshot.with', () => {
  it('keeps the age of an object that is replaced and makes a new one the youngest', () => {
    const old = { ...namespace('shop', 'a'), created: 5, uid: 'u1' };
    const before = fleet({ c1: cluster([old]) });
    const after = before.with(
      {
        code: 'apply',
        cluster: 'c1',
        kind: 'Namespace',
        record: namespace('shop', 'b'),
      },
      {
        code: 'apply',
        cluster: 'c1',
        kind: 'Namespace',
        record: namespace('new', 'b'),
      },
      {
        code: 'apply',
        cluster: 'nowhere',
        kind: 'Namespace',
        record: namespace('new', 'b'),
      },
    );
    const table = after.view('c1', 'Namespace')?.table;
    expect(table?.get({ namespace: '', name: 'shop' })).toMatchObject({
      created: 5,
      uid: 'u1',
    });
    expect(table?.get({ namespace: '', name: 'new' })).toMatchObject({
      created: NOW,
    });
    expect(after.clusterNames).toEqual(['c1']);
  });

  it('is looked over again only where more or less can be seen than beneath', () => {
    const before = fleet({
      c1: cluster([namespace('shop', 'a')]),
      c2: SHOP_UNREADABLE,
    });
    const memo = Memo.create();
    const gapsAfter = (where: string) => {
      const record = namespace('shop', 'b');
      const after = before.with({
        code: 'apply',
        cluster: where,
        kind: 'Namespace',
        record,
      });
      return {
        alike: after.visibility === before.visibility,
        gaps: answer(after, teams, 'shop', memo).gaps.length,
      };
    };
    expect(answer(before, teams, 'shop', memo).gaps).toHaveLength(1);
    expect(gapsAfter('c1')).toEqual({ alike: true, gaps: 1 });
    expect(gapsAfter('c2')).toEqual({ alike: false, gaps: 0 });
    expect(answer(before, teams, 'shop', memo).gaps).toHaveLength(1);
    const listed = before.with({
      code: 'delete',
      cluster: 'c1',
      kind: 'Namespace',
      namespace: '',
      name: 'shop',
    });
    expect(listed.visibility).toBe(before.visibility);
  });
});
