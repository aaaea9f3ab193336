import fc from 'fast-check';
import type { ApiObject } from './apiObject';
import { ObjectStore } from './ObjectStore';

const object = (name: string, data: number): ApiObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    namespace: 'shop',
    uid: name,
    resourceVersion: '',
    creationTimestamp: '',
  },
  data,
});

const step = fc.record({
  table: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('x', 'y', 'z'),
  data: fc.option(fc.nat(3), { nil: undefined }),
});

describe('ObjectStore', () => {
  it('shows each past state, and its events lead from one to the next', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const store = ObjectStore.create();
        const states = new Map([[store.version, store.list('a')]]);
        for (const { table, name, data } of steps) {
          if (data === undefined) {
            store.remove(table, `shop/${name}`);
          } else {
            store.put(table, object(name, data));
          }
          states.set(store.version, store.list('a'));
        }
        for (const [version, state] of states) {
          expect(store.listAt('a', version)).toEqual(state);
          const replayed = new Map(state);
          for (const { type, object: after } of store.eventsAfter(
            'a',
            version,
          ) ?? []) {
            const key = `shop/${after.metadata.name}`;
            if (type === 'DELETED') {
              replayed.delete(key);
            } else {
              replayed.set(key, after);
            }
          }
          expect([...replayed].sort()).toEqual([...store.list('a')].sort());
        }
      }),
    );
  });

  it('forgets the past when it expires, the present included', () => {
    const store = ObjectStore.create();
    store.put('a', object('x', 1));
    const { version } = store;
    store.expire();
    expect(store.eventsAfter('a', version)).toBeUndefined();
    expect(store.listAt('a', version)).toBeUndefined();
    expect(store.eventsAfter('a', store.version)).toEqual([]);
    expect(store.list('a')).toHaveLength(1);
  });
});
