import { fleet } from '../__testUtils__/fleet';
import { CallerGroup } from './callerGroups';
import {
  FleetLoss,
  isCallerLost,
  isForgottenByOthers,
  isFrozen,
  isInFleet,
  phasesOf,
  phasesOfAll,
} from './fleetLoss';

const CART = { namespace: 'shop', name: 'cart' };
const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

/** Callers in `c2`, zone `eu/a`, whom the istiod of `c1` serves. */
const callers = (changed: Partial<CallerGroup> = {}): CallerGroup => ({
  cluster: 'c2',
  locality: 'eu/a',
  namespace: 'web',
  revision: 'default',
  controlPlane: ISTIOD,
  sidecar: '',
  pods: 1,
  client: { cluster: 'c2', namespace: 'web', pod: 'web' },
  workloads: [],
  ...changed,
});

const CLUSTER: FleetLoss = { code: 'cluster', cluster: 'c1' };
const GATEWAYS: FleetLoss = { code: 'gateways', cluster: 'c1' };
const LOCALITY: FleetLoss = { code: 'locality', locality: 'eu/a' };
const LINK: FleetLoss = { code: 'link', cluster: 'c1' };
const API_SERVER: FleetLoss = { code: 'api-server', cluster: 'c1' };
const CONTROL_PLANE: FleetLoss = {
  code: 'control-plane',
  controlPlane: ISTIOD,
};
const PODS: FleetLoss = { code: 'pods', cluster: 'c1', ready: 1 };

describe('phases of a loss, reference 5.7', () => {
  it.each<[string, FleetLoss, object, object]>([
    [
      'a cluster, until nobody watches it any more',
      CLUSTER,
      { code: 'cluster', cluster: 'c1' },
      { code: 'lose', mode: 'D7', cluster: 'c1' },
    ],
    [
      'gateways, until their addresses are gone',
      GATEWAYS,
      { code: 'gateways', cluster: 'c1' },
      { code: 'lose', mode: 'D6', cluster: 'c1' },
    ],
    [
      'a locality, until its pods are unready',
      LOCALITY,
      LOCALITY,
      { code: 'lose', mode: 'D1', pods: LOCALITY },
    ],
  ])('%s', (_, loss, part, change) => {
    expect(phasesOf(loss, CART)).toEqual([
      { name: 't0', dead: [part], noticed: false, changes: [] },
      { name: 't1', dead: [part], noticed: true, changes: [] },
      { name: 't2', dead: [], noticed: true, changes: [change] },
    ]);
  });

  it.each<[string, FleetLoss, object]>([
    [
      'pods, which istiod sees at once',
      PODS,
      {
        code: 'lose',
        mode: 'D1',
        pods: { code: 'service', service: CART, cluster: 'c1', ready: 1 },
      },
    ],
    ['a link', LINK, { code: 'lose', mode: 'D7', cluster: 'c1' }],
  ])('%s', (_, loss, change) => {
    expect(phasesOf(loss, CART)).toEqual([
      { name: 't2', dead: [], noticed: true, changes: [change] },
    ]);
  });

  it.each([
    ['an API server', API_SERVER],
    ['a control plane', CONTROL_PLANE],
  ])('%s: nothing that calls depend on', (_, loss) => {
    expect(phasesOf(loss, CART)).toEqual([
      { name: 't0', dead: [], noticed: false, changes: [] },
    ]);
  });

  it('several at the same time, each phase once', () => {
    expect(phasesOfAll([GATEWAYS, LINK], CART)).toEqual([
      { name: 't0', dead: [GATEWAYS], noticed: false, changes: [] },
      { name: 't1', dead: [GATEWAYS], noticed: true, changes: [] },
      {
        name: 't2',
        dead: [],
        noticed: true,
        changes: [
          { code: 'lose', mode: 'D6', cluster: 'c1' },
          { code: 'lose', mode: 'D7', cluster: 'c1' },
        ],
      },
    ]);
    expect(phasesOfAll([LINK], CART).map(({ name }) => name)).toEqual(['t2']);
    expect(phasesOfAll([], CART)).toEqual([]);
  });
});

describe('whom a loss concerns, reference 5.7', () => {
  it.each<[string, FleetLoss, boolean]>([
    ['a cluster of the fleet', CLUSTER, true],
    ['another cluster', { code: 'cluster', cluster: 'c9' }, false],
    ['a locality', { code: 'locality', locality: 'nowhere' }, true],
    ['pods of every cluster', { ...PODS, cluster: undefined }, true],
    ['pods of a cluster of the fleet', PODS, true],
    ['pods of another cluster', { ...PODS, cluster: 'c9' }, false],
    ['a control plane of the fleet', CONTROL_PLANE, true],
    [
      'a control plane elsewhere',
      { code: 'control-plane', controlPlane: { ...ISTIOD, cluster: 'c9' } },
      false,
    ],
  ])('the fleet: %s', (_, loss, expected) => {
    expect(isInFleet(loss, fleet({ c1: '', c2: '' }))).toBe(expected);
  });

  it.each<[string, FleetLoss, boolean]>([
    ['their cluster', { code: 'cluster', cluster: 'c2' }, true],
    ['another cluster', CLUSTER, false],
    ['their zone', LOCALITY, true],
    ['their region', { code: 'locality', locality: 'eu' }, true],
    ['another zone', { code: 'locality', locality: 'eu/b' }, false],
    ['gateways of their cluster', { code: 'gateways', cluster: 'c2' }, false],
  ])('callers that are lost themselves: %s', (_, loss, expected) => {
    expect(isCallerLost(loss, callers())).toBe(expected);
  });

  it.each<[string, FleetLoss, Partial<CallerGroup>, boolean]>([
    ['the cluster of their control plane', CLUSTER, {}, true],
    ['another cluster', { code: 'cluster', cluster: 'c3' }, {}, false],
    ['their control plane', CONTROL_PLANE, {}, true],
    [
      'another one of its namespace',
      CONTROL_PLANE,
      { controlPlane: { ...ISTIOD, deployment: 'istiod-r2' } },
      false,
    ],
    [
      'one of its name in another namespace',
      CONTROL_PLANE,
      { controlPlane: { ...ISTIOD, namespace: 'mesh' } },
      false,
    ],
    [
      'one of its name in another cluster',
      CONTROL_PLANE,
      { controlPlane: { ...ISTIOD, cluster: 'c2' } },
      false,
    ],
    [
      'the link to their cluster, from elsewhere',
      { code: 'link', cluster: 'c2' },
      {},
      true,
    ],
    [
      'the link to a cluster that serves itself',
      { code: 'link', cluster: 'c2' },
      { controlPlane: { ...ISTIOD, cluster: 'c2' } },
      false,
    ],
    ['a link to another cluster', LINK, {}, false],
    ['gateways', GATEWAYS, {}, false],
  ])('callers that keep what they have: %s', (_, loss, changed, expected) => {
    expect(isFrozen(loss, callers(changed))).toBe(expected);
  });

  it.each<[string, FleetLoss, Partial<CallerGroup>, boolean]>([
    [
      'a cluster that serves itself',
      { code: 'link', cluster: 'c2' },
      { controlPlane: { ...ISTIOD, cluster: 'c2' } },
      true,
    ],
    [
      'a cluster that is served from elsewhere',
      { code: 'link', cluster: 'c2' },
      {},
      false,
    ],
    ['callers elsewhere', LINK, {}, false],
    [
      'another loss',
      { code: 'cluster', cluster: 'c2' },
      { controlPlane: { ...ISTIOD, cluster: 'c2' } },
      false,
    ],
  ])('callers whom others forget: %s', (_, loss, changed, expected) => {
    expect(isForgottenByOthers(loss, callers(changed))).toBe(expected);
  });
});
