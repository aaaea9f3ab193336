import { fleet } from '../__testUtils__/fleet';
import { docs, istiod } from '../__testUtils__/meshYaml';
import { rootConfigMap } from '../__testUtils__/roots';
import { answer } from './answer';
import { fleetTrust } from './fleetTrust';

const both = ['c1', 'c2'];

describe('fleetTrust, reference 7.2 to 7.4', () => {
  it('tells roots, trust in both directions and the rotation of each mesh', () => {
    const { value } = answer(
      fleet({
        c1: docs(
          istiod('c1', { watches: both }),
          rootConfigMap('shop', 'old', 'new'),
          rootConfigMap('web', 'old'),
        ),
        c2: docs(istiod('c2', { watches: both }), rootConfigMap('shop', 'old')),
      }),
      fleetTrust,
      undefined,
    );

    expect(
      value.roots.map(({ places }) =>
        places.map(
          ({ cluster, namespaces, without }) =>
            `${cluster}: ${namespaces} without ${without}`,
        ),
      ),
    ).toContainEqual(['c1: shop without web']);
    expect(value.matrix.parties.map(({ cluster }) => cluster)).toEqual(both);
    expect(value.matrix.cells).toHaveLength(2);
    expect(value.rotations).toMatchObject([{ mesh: 'prod', stage: 'S1' }]);
  });

  it('is empty without control planes', () => {
    expect(answer(fleet({ c1: '' }), fleetTrust, undefined).value).toEqual({
      roots: [],
      unseen: [],
      matrix: { parties: [], cells: [] },
      rotations: [],
    });
  });
});
