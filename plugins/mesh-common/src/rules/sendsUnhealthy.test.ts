import {
  destinationRule,
  serviceFleet,
  ServiceFleet,
} from '../__testUtils__/serviceFleet';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { proxyClusters } from './proxyClusters';

const WEB = { cluster: 'c1', namespace: 'web', pod: 'web' };
const CART = 'outbound|80||cart.shop.svc.cluster.local';

/** Health of the endpoints that the caller is given; one of two pods is unready. */
const given = (snapshot: Snapshot) =>
  answer(snapshot, proxyClusters, WEB)
    .value.get(CART)
    ?.endpoints.map(({ health }) => health);

const MIN_HEALTH = destinationRule({
  outlierDetection: { minHealthPercent: 1 },
});

const fleetOf = (
  options: Pick<ServiceFleet, 'version' | 'service' | 'config'>,
  variables: Readonly<Record<string, string>> = {},
) => {
  const snapshot = serviceFleet({
    clusters: {
      c1: {
        pods: [{ count: 2, locality: 'eu/a', unready: 1 }],
        locality: 'eu/a',
      },
    },
    ...options,
  });
  const key = { namespace: 'istio-system', name: 'istiod' };
  const deployment = snapshot.view('c1', 'Deployment')?.table.get(key);
  if (!deployment?.istiod) throw new Error('no istiod');
  const env = new Map([...deployment.istiod.env, ...Object.entries(variables)]);
  return snapshot.with({
    code: 'apply',
    cluster: 'c1',
    kind: 'Deployment',
    record: { ...deployment, istiod: { ...deployment.istiod, env } },
  });
};

const FORCED = { PILOT_SEND_UNHEALTHY_ENDPOINTS: 'true' };
const OFF = { PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: 'false' };
const NEAR = { trafficDistribution: 'PreferClose' };

describe('whether unready endpoints are sent, reference 3.3', () => {
  it.each([
    ['1.31', { version: '1.31.0' }, {}, true],
    ['1.30', { version: '1.30.0' }, {}, false],
    ['1.31 with minHealthPercent', { config: [MIN_HEALTH] }, {}, false],
    ['1.31 with the switch off', {}, OFF, false],
    ['1.30, forced', { version: '1.30.0' }, FORCED, true],
    [
      'forced, in spite of minHealthPercent',
      { config: [MIN_HEALTH] },
      FORCED,
      true,
    ],
    [
      '1.30 with a traffic distribution',
      { version: '1.30.0', service: NEAR },
      {},
      true,
    ],
    [
      'a traffic distribution, in spite of minHealthPercent',
      { service: NEAR, config: [MIN_HEALTH] },
      {},
      true,
    ],
  ])('%s', (_, options, env, sent) => {
    expect(given(fleetOf(options, env))).toEqual(
      sent ? ['unhealthy', 'healthy'] : ['healthy'],
    );
  });
});
