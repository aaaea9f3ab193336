import fc from 'fast-check';
import { JsonMap, mapOf, sameJson } from '../apiObject';
import { StatusError } from '../statusError';
import { FieldSet } from './FieldSet';
import type { Manager } from './ManagedFields';
import { listBy, MergeType, setOf, struct } from './mergeType';
import { applyObject, noteUpdate } from './serverSideApply';

const TYPE: MergeType = struct({
  spec: struct({
    ports: listBy(['port', 'protocol'], struct(), { protocol: 'TCP' }),
    tags: setOf(),
  }),
});

const manager = (
  name: string,
  operation: Manager['operation'] = 'Apply',
): Manager => ({ name, operation, apiVersion: 'v1', subresource: '' });

function apply(live: JsonMap, name: string, spec: JsonMap, force = false) {
  return applyObject({
    type: TYPE,
    live,
    applied: { apiVersion: 'v1', kind: 'Thing', spec },
    manager: manager(name),
    force,
    ignored: FieldSet.EMPTY,
    now: '2026-01-01T00:00:00Z',
  });
}

const owners = (object: JsonMap) =>
  new Map(
    (mapOf(object.metadata).managedFields as JsonMap[]).map(entry => [
      entry.manager,
      entry.fieldsV1,
    ]),
  );

describe('applyObject', () => {
  it('merges keyed lists and sets, and notes who owns which item', () => {
    const first = apply({}, 'one', {
      ports: [{ port: 80, name: 'http' }],
      tags: ['a'],
    });
    const both = apply(first, 'two', {
      ports: [{ port: 90 }],
      tags: ['b', 'a'],
    });
    expect(both.spec).toEqual({
      ports: [{ port: 80, name: 'http' }, { port: 90 }],
      tags: ['b', 'a'],
    });
    expect(owners(both).get('two')).toEqual({
      'f:spec': {
        'f:ports': {
          'k:{"port":90,"protocol":"TCP"}': { '.': {}, 'f:port': {} },
        },
        'f:tags': { 'v:"a"': {}, 'v:"b"': {} },
      },
    });
  });

  it('takes away what a manager leaves out, but nothing of others', () => {
    const first = apply({}, 'one', { color: 'red', size: 1, tags: ['a'] });
    const both = apply(first, 'two', { size: 1 });
    expect(apply(both, 'one', { tags: ['a'] }).spec).toEqual({
      size: 1,
      tags: ['a'],
    });
  });

  it('names each conflict, and takes over by force', () => {
    const first = apply({}, 'one', { ports: [{ port: 80, name: 'http' }] });
    const mine = { ports: [{ port: 80, name: 'web' }] };
    expect(() => apply(first, 'two', mine)).toThrow(StatusError);
    expect(() => apply(first, 'two', mine)).toThrow(
      'Apply failed with 1 conflict: conflict with "one": .spec.ports[port=80,protocol="TCP"].name',
    );
    const taken = apply(first, 'two', mine, true);
    expect(taken.spec).toEqual(mine);
    expect(() =>
      apply(taken, 'one', { ports: [{ port: 80, name: 'http' }] }),
    ).toThrow('conflict with "two"');
  });

  it('refuses items that cannot be told apart', () => {
    expect(() =>
      apply({}, 'one', { ports: [{ name: 'no port' }] }),
    ).not.toThrow();
    expect(() => apply({}, 'one', { tags: [{}] })).toThrow(
      'associative list without keys has an element that is not a scalar',
    );
  });

  const value = fc.constantFrom('a', 'b');
  const spec = fc.record(
    {
      color: value,
      // An empty keyed list belongs to nobody, there as here.
      tags: fc.uniqueArray(value, { minLength: 1 }),
      labels: fc.dictionary(value, value),
    },
    { requiredKeys: [] },
  );

  it('changes nothing when applied again', () => {
    fc.assert(
      fc.property(spec, spec, (one, two) => {
        const live = apply(apply({}, 'one', one), 'two', two, true);
        expect(sameJson(apply(live, 'two', two), live)).toBe(true);
      }),
    );
  });

  it('leaves nothing behind when everybody leaves', () => {
    fc.assert(
      fc.property(spec, spec, (one, two) => {
        const live = apply(apply({}, 'one', one), 'two', two, true);
        // By force: what is left of an emptied map may be another value than an empty map.
        const gone = apply(apply(live, 'one', {}, true), 'two', {}, true);
        expect(
          Object.values(mapOf(gone.spec)).filter(field => field !== null),
        ).toEqual([]);
      }),
    );
  });
});

describe('noteUpdate', () => {
  it('lets an editor take fields over', () => {
    const live = apply({}, 'one', { color: 'red', size: 1 });
    const next = { ...live, spec: { color: 'blue', size: 1 } };
    const edited = noteUpdate({
      type: TYPE,
      live,
      next,
      manager: manager('editor', 'Update'),
      ignored: FieldSet.EMPTY,
      now: '2026-01-02T00:00:00Z',
    });
    expect(owners(edited)).toEqual(
      new Map([
        ['one', { 'f:spec': { 'f:size': {} } }],
        ['editor', { 'f:spec': { 'f:color': {} } }],
      ]),
    );
  });
});
