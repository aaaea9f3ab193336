import fc from 'fast-check';
import { NO_LABELS, ObjectRecord, RecordKey, recordKey } from './record';
import { RecordIndex } from './recordIndex';
import { Table } from './table';

const record = (
  namespace: string,
  name: string,
  version = '1',
): ObjectRecord => ({
  namespace,
  name,
  uid: '',
  created: 0,
  deleting: false,
  labels: new Map([['version', version]]),
  annotations: NO_LABELS,
});

describe('Table', () => {
  it('shares every bucket that a batch does not touch', () => {
    const before = Table.of([record('shop', 'cart'), record('pay', 'card')]);
    const after = before.apply({ upsert: [record('shop', 'list')] });
    expect(after.buckets.get('pay')).toBe(before.buckets.get('pay'));
    expect(after.buckets.get('shop')).not.toBe(before.buckets.get('shop'));
    expect(after.get({ namespace: 'shop', name: 'cart' })).toBe(
      before.get({ namespace: 'shop', name: 'cart' }),
    );
    expect(before.size).toBe(2);
  });

  it('is the same table when nothing changed', () => {
    const before = Table.of([record('shop', 'cart')]);
    expect(
      before.apply({
        upsert: [record('shop', 'cart')],
        remove: [{ namespace: 'shop', name: 'none' }],
      }),
    ).toBe(before);
    expect(before.replace([record('shop', 'cart')])).toBe(before);
  });

  it('drops the last readable form of an object that became unreadable, and takes it back when it is readable again', () => {
    const before = Table.of([record('shop', 'cart'), record('shop', 'list')]);
    const unreadable = {
      code: 'unreadable',
      namespace: 'shop',
      name: 'cart',
      field: 'spec.ports[0].port',
      problem: 'is missing',
    } as const;
    const broken = before.apply({ unreadable: [unreadable] });
    expect(broken.get(unreadable)).toBeUndefined();
    expect(broken.get({ namespace: 'shop', name: 'list' })).toBeDefined();
    expect([...broken.unreadable.values()]).toEqual([unreadable]);
    const healed = broken.apply({ upsert: [record('shop', 'cart')] });
    expect(healed.unreadable.size).toBe(0);
    expect(healed.get(unreadable)).toBeDefined();
    expect(broken.apply({ remove: [unreadable] }).unreadable.size).toBe(0);
  });

  it('looks up by an index, in order of namespace and name', () => {
    const byVersion = new RecordIndex<ObjectRecord>(({ labels }) => [
      labels.get('version') ?? '',
    ]);
    const table = Table.of([
      record('b', 'y', '2'),
      record('b', 'x', '2'),
      record('a', 'z', '2'),
      record('a', 'w'),
    ]);
    expect(table.find(byVersion, 'b', '2').map(found => found.name)).toEqual([
      'x',
      'y',
    ]);
    expect(table.findAll(byVersion, '2').map(recordKey)).toEqual([
      'a/z',
      'b/x',
      'b/y',
    ]);
    expect(table.find(byVersion, 'none', '2')).toEqual([]);
  });

  it('behaves like a map of keys, whatever the names and the order of batches', () => {
    const names = fc.constantFrom(
      'a',
      'b',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    );
    const key = fc.record({ namespace: names, name: names });
    const step = fc.record({
      upsert: fc.array(fc.tuple(key, fc.constantFrom('1', '2'))),
      remove: fc.array(key),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), steps => {
        let table = Table.empty<ObjectRecord>();
        const expected = new Map<string, string>();
        for (const { upsert, remove } of steps) {
          const before = [...table.records()];
          const next = table.apply({
            remove,
            upsert: upsert.map(([{ namespace, name }, version]) =>
              record(namespace, name, version),
            ),
          });
          expect([...table.records()]).toEqual(before);
          remove.forEach((gone: RecordKey) => expected.delete(recordKey(gone)));
          upsert.forEach(([added, version]) =>
            expected.set(recordKey(added), version),
          );
          table = next;
        }
        expect(
          new Map(
            [...table.records()].map(found => [
              recordKey(found),
              found.labels.get('version'),
            ]),
          ),
        ).toEqual(expected);
        expect(
          [...table.buckets.values()].every(bucket => bucket.size > 0),
        ).toBe(true);
      }),
    );
  });
});
