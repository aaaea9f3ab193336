import {
  AMBIENT,
  AmbientFleet,
  AmbientPod,
  ambientFleet,
  eastWestGateway,
  GLOBAL,
  waypoint,
} from '../../__testUtils__/ambientFleet';
import { config, docs } from '../../__testUtils__/meshYaml';
import { answer } from '../answer';
import { reach } from '../reach';
import { ReachCheckNumber, ReachFinding } from './reachCheck';

const ROUTE = config(
  'VirtualService',
  'shop/cart',
  '{hosts: [cart.shop.svc.cluster.local], http: [{route: [{destination: {host: cart}}]}]}',
);

const STRICT = config(
  'PeerAuthentication',
  'shop/default',
  '{mtls: {mode: STRICT}}',
);

function checked(
  check: ReachCheckNumber,
  options: AmbientFleet,
  to = 'c2',
): ReachFinding | undefined {
  return answer(ambientFleet(options), reach, {
    client: { cluster: 'c1', namespace: 'web', pod: 'client-1' },
    service: { namespace: 'shop', name: 'cart' },
    to,
  }).value.checks.find(candidate => candidate.check === check);
}

const podAs =
  (is: AmbientPod['is']) =>
  (at: number): AmbientPod => ({
    name: `cart-b${at}`,
    address: `10.2.0.${at}`,
    is,
  });
const captured = podAs('captured');
const uncaptured = podAs('outside');
const withSidecar = podAs('sidecar');

const WAY = `${GLOBAL}, istio.io/use-waypoint: way`;

describe('reach of an ambient client, reference 4.7 and 8', () => {
  it('is limited, and goes through the gateway of the network', () => {
    const { verdict, path, limited, checks } = answer(ambientFleet(), reach, {
      client: { cluster: 'c1', namespace: 'web', pod: 'client-1' },
      service: { namespace: 'shop', name: 'cart' },
      to: 'c2',
    }).value;
    expect(limited).toBe(true);
    expect(path).toBe('gateway');
    expect(verdict).toBe('unknown');
    expect(
      checks
        .filter(({ status }) => status === 'fail')
        .map(({ check }) => check),
    ).toEqual([]);
  });

  it.each<[ReachCheckNumber, string, AmbientFleet, RegExp]>([
    ['5', 'istiod serves ambient', {}, /^pass: /],
    [
      '5',
      'istiod serves no ambient clients',
      { env: '' },
      /^fail: .*PILOT_ENABLE_AMBIENT/,
    ],
    [
      '5',
      'ztunnels are told of one cluster only',
      { env: AMBIENT },
      /^fail: .*AMBIENT_ENABLE_MULTI_NETWORK/,
    ],
    ['5', 'istiod does not watch the target', { watches: ['c1'] }, /^fail: /],
    ['9', 'the own cluster has the Service', {}, /^pass: /],
    ['9', 'the own cluster has no such Service', { absent: 'c1' }, /^warn: /],
    ['10', 'a gateway entry has the ports of the own copy', {}, /^pass: /],
    [
      '10',
      'another port number in the same network',
      { network: 'n1', there: { port: 81 } },
      /^fail: .*same port number/,
    ],
    [
      '10',
      'another port number behind a gateway does not matter',
      { there: { port: 81 } },
      /^pass: /,
    ],
    [
      '11',
      'ztunnel is given what is not exported',
      { annotations: "networking.istio.io/exportTo: '~'" },
      /^pass: /,
    ],
    [
      '12',
      'no Sidecar limits a ztunnel',
      {
        more: config('Sidecar', 'web/default', '{egress: [{hosts: ["~/*"]}]}'),
      },
      /^pass: /,
    ],
    ['13', 'global on both sides', {}, /^pass: /],
    [
      '13',
      'global in the target only',
      { labels: '', there: { labels: GLOBAL } },
      /^fail: .*istio.io\/global=true/,
    ],
    [
      '13',
      'global in the own cluster only',
      { there: { labels: '' } },
      /^fail: .*istio.io\/global=true/,
    ],
    ['13', 'no copy there', { absent: 'c2' }, /^unknown: /],
    ['14', 'a plain Service', {}, /^pass: /],
    [
      '14',
      'calls that stay on the node',
      { spec: 'internalTrafficPolicy: Local' },
      /^fail: .*internalTrafficPolicy/,
    ],
    ['16', 'no waypoint', {}, /^pass: /],
    [
      '16',
      'subsets are chosen in a waypoint',
      {
        labels: WAY,
        more: waypoint(),
      },
      /^unknown: /,
    ],
    ['17', 'no routes', {}, /^pass: /],
    ['17', 'routes without waypoint', { more: ROUTE }, /^warn: .*no effect/],
    [
      '17',
      'a waypoint without routes',
      {
        labels: WAY,
        more: waypoint(),
      },
      /^warn: .*way\.shop/,
    ],
    [
      '17',
      'a waypoint with routes',
      {
        labels: WAY,
        more: docs(waypoint(), ROUTE),
      },
      /^unknown: /,
    ],
    ['18', 'every pod has the same share', {}, /^pass: .*gets 75 %/],
    [
      '18',
      'the own network comes first',
      { spec: 'trafficDistribution: PreferClose' },
      /^warn: .*stands by/,
    ],
    [
      '18',
      'the own zone comes first in one network',
      { network: 'n1', spec: 'trafficDistribution: PreferClose' },
      /^warn: /,
    ],
    [
      '18',
      'as near as the own pods',
      { network: 'n1', zone: 'a', spec: 'trafficDistribution: PreferClose' },
      /^pass: .*gets 75 %/,
    ],
    [
      '18',
      'the own node comes first in one zone',
      { network: 'n1', zone: 'a', spec: 'trafficDistribution: PreferSameNode' },
      /^warn: /,
    ],
    ['20b', 'a gateway with an HBONE listener', {}, /^pass: /],
    ['20b', 'no gateway', { gateway: '' }, /^fail: .*istio-east-west/],
    [
      '20b',
      'a gateway without HBONE',
      { gateway: eastWestGateway('n2').replace('HBONE', 'TLS') },
      /^fail: /,
    ],
    ['23', 'through a gateway', {}, /^warn: /],
    ['23', 'in one network', { network: 'n1' }, /^pass: /],
    ['25', 'in one network', { network: 'n1' }, /^pass: .*No gateway/],
    ['25', 'all pods are captured', {}, /^pass: .*in the mesh/],
    [
      '25',
      'a sidecar is in the mesh, too',
      { pods: [withSidecar(1), captured(2)] },
      /^pass: /,
    ],
    [
      '25',
      'some pods are outside of the mesh, and count for the gateway',
      { pods: [captured(1), uncaptured(2)] },
      /^warn: 1 of 2/,
    ],
    [
      '25',
      'no pod is in the mesh',
      { pods: [uncaptured(1), uncaptured(2)] },
      /^fail: .*Enrol/,
    ],
    ['26', 'captured pods', { network: 'n1' }, /^pass: /],
    [
      '26',
      'a pod that is not captured',
      { network: 'n1', pods: [captured(1), uncaptured(2)] },
      /^warn: /,
    ],
    ['30', 'captured pods', { network: 'n1', moreThere: STRICT }, /^pass: /],
    [
      '30',
      'a sidecar that takes mutual TLS only',
      { network: 'n1', pods: [withSidecar(1)], moreThere: STRICT },
      /^fail: 1 of 1/,
    ],
    [
      '30',
      'such a sidecar beside a captured pod',
      { network: 'n1', pods: [withSidecar(1), captured(2)], moreThere: STRICT },
      /^warn: 1 of 2/,
    ],
    [
      '30',
      'a sidecar takes plain text unless it is told otherwise',
      { network: 'n1', pods: [withSidecar(1)] },
      /^pass: /,
    ],
  ])('%s: %s', (check, _, options, expected) => {
    const { status, text, fix = '' } = checked(check, options) ?? {};
    expect(`${status}: ${text} ${fix}`).toMatch(expected);
  });

  it.each<[ReachCheckNumber, AmbientFleet, ReachFinding['status']]>([
    ['5', { env: AMBIENT }, 'pass'],
    ['13', { labels: '' }, 'pass'],
    ['14', { spec: 'internalTrafficPolicy: Local' }, 'pass'],
    ['18', {}, 'pass'],
    ['23', {}, 'pass'],
  ])('%s: in the own cluster', (check, options, status) => {
    expect(checked(check, options, 'c1')?.status).toBe(status);
  });
});
