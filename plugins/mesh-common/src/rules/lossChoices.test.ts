import { serviceFleet } from '../__testUtils__/serviceFleet';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { callerGroups } from './callerGroups';
import { lossChoices } from './lossChoices';

const CART = { namespace: 'shop', name: 'cart' };

const place = (locality: string, network: string, gateways: number) => ({
  pods: [{ count: 1, locality }],
  locality,
  network,
  gateways,
});

function choices(snapshot: Snapshot) {
  return lossChoices(
    snapshot,
    answer(snapshot, callerGroups, { service: CART }).value,
  );
}

describe('lossChoices, reference 5.7', () => {
  const snapshot = serviceFleet({
    clusters: {
      c1: place('eu/b', 'n1', 1),
      c2: place('eu/a', 'n2', 0),
      c3: place('us', 'n3', 1),
    },
    version: '1.30.2',
  });

  it('are the clusters with callers or endpoints, and those with gateways', () => {
    expect(choices(snapshot)).toMatchObject({
      clusters: ['c1', 'c2', 'c3'],
      gateways: ['c1', 'c3'],
    });
  });

  it('are regions and zones of nodes, each once, in order', () => {
    expect(choices(snapshot)).toMatchObject({
      regions: ['eu', 'us'],
      zones: ['eu/a', 'eu/b'],
    });
  });

  it('are the control planes that callers have, with their version', () => {
    expect(choices(snapshot).controlPlanes).toEqual([
      {
        cluster: 'c1',
        namespace: 'istio-system',
        deployment: 'istiod',
        version: '1.30.2',
      },
    ]);
  });

  it('are not clusters with neither callers nor endpoints', () => {
    const without = snapshot.with(
      ...(
        [
          ['EndpointSlice', 'shop', 'cart-1'],
          ['Pod', 'web', 'web'],
          ['Pod', 'shop', 'cart-0-0'],
        ] as const
      ).map(([kind, namespace, name]) => ({
        code: 'delete' as const,
        cluster: 'c3',
        kind,
        namespace,
        name,
      })),
    );
    expect(choices(without).clusters).toEqual(['c1', 'c2']);
  });
});
