import { change } from '../__testUtils__/fixtures';
import { groupChanges } from './groupChanges';

describe('groupChanges', () => {
  it('puts together what differs only in the cluster', () => {
    const quota = { kind: 'ResourceQuota', name: 'tenant' };
    const groups = groupChanges([
      change('a'),
      change('a', quota),
      change('b'),
      change('b', quota),
    ]);

    expect(
      groups.map(({ change: { kind }, clusters }) => [kind, clusters]),
    ).toEqual([
      ['Namespace', ['a', 'b']],
      ['ResourceQuota', ['a', 'b']],
    ]);
  });

  it.each([
    ['act', { act: 'update' }],
    ['fields', { fields: [] }],
    ['YAML', { yaml: 'kind: Namespace' }],
    ['namespace', { namespace: 'other' }],
  ] as const)('keeps changes with another %s apart', (_, difference) => {
    expect(groupChanges([change('a'), change('b', difference)])).toHaveLength(
      2,
    );
  });
});
