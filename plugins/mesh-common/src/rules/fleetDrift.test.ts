import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { changesCalls, fleetDrift } from './fleetDrift';

const side = (cluster: string, tenant: string, ...objects: readonly string[]) =>
  docs(
    istiod(cluster, { watches: ['c1', 'c2'] }),
    namespace('shop', `meshwise.io/tenant: ${tenant}`),
    workload('shop/cart', { cluster }),
    ...objects,
  );

const FLEET = fleet({
  c1: side(
    'c1',
    'team-shop',
    config('DestinationRule', 'shop/cart', '{host: cart}'),
  ),
  c2: side('c2', 'team-web'),
});

describe('fleetDrift, reference 3.1 and 6.5', () => {
  it('tells what differs between primaries, and what is merged and should not be', () => {
    const { value } = answer(FLEET, fleetDrift, undefined);

    expect(value.meshes).toMatchObject([
      {
        mesh: 'prod',
        objects: [
          {
            kind: 'DestinationRule',
            name: 'cart',
            drifts: [{ code: 'missing', present: ['c1'], missing: ['c2'] }],
          },
        ],
      },
    ]);
    expect(
      value.collisions.map(({ service, collisions: found }) => [
        service.name,
        found.map(({ code }) => code),
      ]),
    ).toEqual([['cart', ['owners']]]);
    expect(value.checked).toEqual(['c1', 'c2']);
    expect(value.unchecked).toEqual([]);
  });

  it('says where it could not look', () => {
    const blind = seenAs(FLEET, {
      cluster: 'c2',
      kind: 'DestinationRule',
      state: 'forbidden',
    });
    const { value, gaps } = answer(blind, fleetDrift, undefined);

    expect(value.meshes[0].objects).toEqual([]);
    expect(value.checked).toEqual(['c1']);
    expect(value.unchecked).toEqual(['c2']);
    expect(gaps).toContainEqual(
      expect.objectContaining({ cluster: 'c2', kind: 'DestinationRule' }),
    );
  });

  it('knows that other numbers of one port name change nothing', () => {
    expect(
      changesCalls({ code: 'port-numbers', name: 'http', numbers: [] }),
    ).toBe(false);
    expect(changesCalls({ code: 'owners', owners: [] })).toBe(true);
  });
});
