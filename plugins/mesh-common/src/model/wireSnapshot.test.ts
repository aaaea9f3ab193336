import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMeshFolder } from '../../cli/meshFolder';
import { seenAs } from '../__testUtils__/fleet';
import { KIND_NAMES } from './kinds';
import { sameData } from './sameData';
import { Snapshot } from './snapshot';
import { snapshotFromWire, snapshotToWire } from './wireSnapshot';
import { fromWire, toWire } from './wireValue';

const SCENARIOS = join(__dirname, '../../../../oracle/scenarios');

const there = (value: unknown) =>
  fromWire(JSON.parse(JSON.stringify(toWire(value))));

describe('data of a record as JSON', () => {
  it.each([
    ['texts, numbers and flags', ['a', 0, -1.5, true, false, null]],
    ['what is absent', { a: undefined, b: [undefined] }],
    ['an empty map', new Map()],
    ['maps in maps', new Map([['a', new Map([['b', 1]])]])],
    ['sets', { ports: new Set([80, 443]) }],
    ['objects', { a: { b: [{ c: '' }] } }],
    [
      'keys that objects have by nature, and our own marks',
      new Map([
        ['__proto__', 'x'],
        ['constructor', 'y'],
        ['$map', 'z'],
      ]),
    ],
  ])('%s', (_, value) => {
    expect(there(value)).toStrictEqual(value);
  });

  it('changes no prototype', () => {
    const found = fromWire(JSON.parse('{"__proto__": {"hacked": true}}'));
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
    expect(new Map(Object.entries({})).get('hacked')).toBeUndefined();
  });

  it('refuses what no record holds', () => {
    expect(() => toWire(() => 1)).toThrow(
      'A function is not data of a record.',
    );
    expect(() => fromWire({ $map: [['alone']] })).toThrow(
      'An entry of a map is a pair of key and value.',
    );
  });
});

/** Everything that a snapshot tells, to compare two of them. */
function told(snapshot: Snapshot) {
  return snapshot.clusterNames.map(cluster =>
    KIND_NAMES.map(kind => {
      const view = snapshot.view(cluster, kind);
      return view && [view.coverage, view.table.list(), view.table.unreadable];
    }),
  );
}

describe('a snapshot as JSON', () => {
  it.each(readdirSync(SCENARIOS).sort())('%s', folder => {
    const { snapshot } = readMeshFolder(join(SCENARIOS, folder), {
      istio: undefined,
    });
    const wire = JSON.parse(JSON.stringify(snapshotToWire(snapshot)));
    const back = snapshotFromWire(wire);
    expect(back.at).toBe(snapshot.at);
    expect(sameData(told(back), told(snapshot))).toBe(true);
  });

  it('keeps what could not be seen', () => {
    const [folder] = readdirSync(SCENARIOS);
    const { snapshot } = readMeshFolder(join(SCENARIOS, folder), {
      istio: undefined,
    });
    const [cluster] = snapshot.clusterNames;
    const silent = seenAs(snapshot, { cluster, state: 'forbidden' });
    const back = snapshotFromWire(
      JSON.parse(JSON.stringify(snapshotToWire(silent))),
    );
    expect(sameData(told(back), told(silent))).toBe(true);
    expect(back.view(cluster, 'Pod')?.coverage.state).toBe('forbidden');
  });

  it('leaves out kinds of another version', () => {
    const back = snapshotFromWire({
      at: 1,
      clusters: [
        {
          name: 'c1',
          kinds: [
            {
              kind: 'Novelty',
              coverage: {
                state: 'synced',
                since: 1,
                asOf: 1,
                listedAt: 1,
                reason: undefined,
              },
              records: [],
              unreadable: [],
            },
          ],
        },
      ],
    });
    expect(told(back)).toEqual([KIND_NAMES.map(() => undefined)]);
  });
});
