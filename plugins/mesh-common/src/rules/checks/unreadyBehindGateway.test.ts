import { seenAs } from '../../__testUtils__/fleet';
import {
  destinationRule,
  FleetCluster,
  outlierDetection,
  serviceFleet,
  ServiceFleet,
} from '../../__testUtils__/serviceFleet';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { unreadyBehindGateway } from './unreadyBehindGateway';

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [unreadyBehindGateway] }).findings;

const told = (snapshot: Snapshot) =>
  found(snapshot).map(
    ({ severity, subject, message }) =>
      `${severity} ${subject.clusters.join()}: ${message.replace(
        /^.* counts as healthy: /,
        '',
      )}`,
  );

const cluster = (
  network: string,
  count: number,
  unready = 0,
  more: Partial<FleetCluster> = {},
): FleetCluster => ({
  pods: [{ count, locality: 'eu/a', unready }],
  locality: 'eu/a',
  network,
  gateways: 1,
  ...more,
});

/** A service with pods in c1, and others in c2. */
const world = (c2: FleetCluster, more: Partial<ServiceFleet> = {}) =>
  serviceFleet({ clusters: { c1: cluster('n1', 3), c2 }, ...more });

const GONE = cluster('n2', 1, 1);
const STILL =
  'error c2: callers in c1 still send it 25 % of their calls, which get 503.';

describe('unready-behind-gateway, reference 4.4', () => {
  it.each<[string, FleetCluster, readonly string[]]>([
    ['nobody ready behind the gateway', GONE, [STILL]],
    ['somebody ready behind the gateway', cluster('n2', 2, 1), []],
    ['nobody ready in the same network', cluster('n1', 1, 1), []],
    ['nobody at all', cluster('n2', 0), []],
  ])('%s', (_, c2, expected) => {
    expect(told(world(c2))).toEqual(expected);
  });

  it('is worth a warning where the others come first', () => {
    const far = cluster('n2', 1, 1, {
      pods: [{ count: 1, unready: 1, locality: 'us/a' }],
      locality: 'us/a',
    });
    const config = [destinationRule(outlierDetection(100))];
    expect(told(world(far, { config }))).toEqual([
      'warning c2: callers in c1 would fail over to it, and get 503.',
    ]);
  });

  it.each<[string, Partial<ServiceFleet>]>([
    [
      'a percentage of healthy ones is asked for',
      {
        config: [
          destinationRule({ outlierDetection: { minHealthPercent: 1 } }),
        ],
      },
    ],
    ['before 1.31', { version: '1.30.0' }],
  ])('unready ones are not sent: %s', (_, more) => {
    expect(told(world(GONE, more))).toEqual([]);
  });

  it.each([
    ['Service', 'c2'],
    ['DestinationRule', 'c1'],
    ['EndpointSlice', 'c2'],
  ] as const)('is silent while %ss of %s were never seen', (kind, where) => {
    const snapshot = seenAs(world(GONE), {
      cluster: where,
      kind,
      state: 'forbidden',
    });
    expect(found(snapshot)).toEqual([]);
  });
});
