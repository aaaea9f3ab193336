import { fleet, seenAs } from '../__testUtils__/fleet';
import { namespace } from '../__testUtils__/meshYaml';
import { Rule } from '../model/rule';
import { answer, compare } from './answer';

/** Names of the namespaces of a cluster. */
const names: Rule<string, readonly string[]> = {
  source: '2.6',
  ask: (mesh, cluster) =>
    mesh.list(cluster, 'Namespace').map(({ name }) => name),
};

const one = fleet({ c1: namespace('shop'), c2: namespace('web') });
const other = fleet({ c1: namespace('bank'), c2: namespace('web') });
const blind = seenAs(one, { cluster: 'c1', state: 'timeout' });

describe('answer', () => {
  it('says what was seen, and how old it is', () => {
    expect(answer(one, names, 'c1')).toMatchObject({
      value: ['shop'],
      gaps: [],
      asOf: one.at,
    });
  });

  it('says what could not be seen', () => {
    expect(answer(blind, names, 'c1').gaps).toEqual([
      expect.objectContaining({ cluster: 'c1' }),
    ]);
    expect(answer(blind, names, 'c2').gaps).toEqual([]);
  });
});

describe('compare', () => {
  it('says of each question whether its answer changes', () => {
    expect(
      compare(one, other, names, ['c1', 'c2']).map(
        ({ question, before, after, verdict }) => [
          question,
          before.value,
          after.value,
          verdict,
        ],
      ),
    ).toEqual([
      ['c1', ['shop'], ['bank'], 'changed'],
      ['c2', ['web'], ['web'], 'unchanged'],
    ]);
  });

  it.each([
    ['before', blind, one],
    ['after', one, blind],
    ['at both times', blind, blind],
  ])(
    'is not sure that nothing changes where not all is seen %s',
    (_, before, after) => {
      const [{ verdict }] = compare(before, after, names, ['c1']);
      expect(verdict).toBe('unknown');
    },
  );

  it('is sure of a change even where not all is seen', () => {
    const [{ verdict }] = compare(blind, other, names, ['c1']);
    expect(verdict).toBe('changed');
  });
});
