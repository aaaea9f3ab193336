import { fleet } from '../__testUtils__/fleet';
import { istiod } from '../__testUtils__/meshYaml';
import { plainCluster } from '../__testUtils__/plainCluster';
import { answer } from './answer';
import { ClusterLoad } from './clusterLoad';
import { Destination } from './destination';
import { destinationNotes } from './destinationNotes';
import { DestinationHealth } from './destinationHealth';
import { meshServices } from './meshServices';
import { AssignedEndpoint, EnvoyCluster } from './proxyConfig';

const endpoint = (more: Partial<AssignedEndpoint> = {}): AssignedEndpoint => ({
  address: '10.0.0.1',
  port: 80,
  locality: '',
  priority: 0,
  weight: 1,
  localityWeight: 1,
  health: 'healthy',
  network: 'n1',
  cluster: 'c1',
  gateway: false,
  mtls: true,
  ...more,
});

const PLAIN = endpoint();
const GATEWAY = endpoint({ address: '203.0.113.1', gateway: true });

const armed = { code: 'armed', atMost: 2, needed: 1, hosts: 2 } as const;

type Answering = DestinationHealth['answering'][number];

const answers = (network: string): Answering => ({
  address: '10.0.0.1',
  port: 80,
  portName: 'http',
  clusterId: 'c1',
  network,
  locality: '',
  labels: new Map(),
  weight: 1,
  health: 'healthy',
  tlsMode: 'istio',
  namespace: 'shop',
  serviceAccount: 'default',
  node: '',
  pod: undefined,
  registry: 'c1',
  sameClusterOnly: false,
});

interface Case {
  readonly cluster?: Partial<EnvoyCluster>;
  readonly target?: Destination['target'];
  readonly load?: Partial<ClusterLoad>;
  readonly health?: Partial<DestinationHealth>;
}

function notes({ cluster = {}, target, load = {}, health = {} }: Case): string {
  return destinationNotes(
    {
      name: 'outbound|80||cart',
      network: 'n1',
      target,
      clusterOf: () => 'c1',
      ready: [],
      readyInSubset: [],
      cluster: plainCluster({ endpoints: [PLAIN], ...cluster }),
    },
    {
      parts: [{ endpoint: PLAIN, share: 1, failing: 0 }],
      refused: 0,
      ejection: armed,
      beyondLimit: 0,
      repeated: false,
      ...load,
    },
    {
      failing: () => 0,
      isUnreachable: () => false,
      answering: [answers('n1')],
      answeringInSubset: [answers('n1')],
      ...health,
    },
  ).join();
}

const failing = (share = 1, at = PLAIN) => ({
  parts: [
    { endpoint: at, share: 1 - share, failing: 0 },
    { endpoint: at, share, failing: share },
  ],
});
const off = { code: 'not-armed', reason: 'detectors-off' } as const;

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

/** A subset of a service, with a number of distributions. */
function part(subset: string, distributions: number): Destination['target'] {
  const snapshot = fleet({ c1: istiod('c1') });
  const [service] = answer(snapshot, meshServices, ISTIOD).value.services;
  const [port] = service.ports;
  return {
    service,
    port,
    subset,
    labels: new Map(),
    handling: {
      code: 'locality',
      forced: false,
      setting: {
        enabled: true,
        distribute: Array.from({ length: distributions }, () => ({
          from: '*',
          to: new Map([['eu/*', 100]]),
        })),
        failover: [],
        failoverPriority: [],
      },
    },
  };
}

describe('destinationNotes, reference 4.4, 5.3, 5.6, 5.9', () => {
  it.each<[string, Case, string]>([
    ['nothing fails', {}, ''],
    [
      'nothing fails, whatever might',
      { load: { ejection: off, beyondLimit: 1 } },
      '',
    ],
    [
      'nobody answers',
      { load: { refused: 1, parts: [] }, health: { answering: [] } },
      'nobody-left',
    ],
    [
      'nobody answers where calls go',
      { load: failing(), health: { failing: () => 1 } },
      'nobody-left',
    ],
    [
      'of the subset nobody',
      {
        load: { refused: 1 },
        target: part('v1', 0),
        health: { answeringInSubset: [] },
      },
      'pinned-subset',
    ],
    [
      'of the whole nobody in the subset',
      {
        load: failing(0.5),
        target: part('', 0),
        health: { answeringInSubset: [] },
      },
      '',
    ],
    [
      'a distribution leaves out who answers',
      {
        load: { refused: 1, parts: [] },
        cluster: { endpoints: [endpoint({ health: 'unhealthy' })] },
        target: part('', 1),
      },
      'distribution-without-fallback',
    ],
    [
      'a distribution of what fails',
      {
        load: failing(),
        target: part('', 1),
        health: { failing: () => 1 },
      },
      'distribution-without-fallback',
    ],
    [
      'one that leaves some',
      {
        load: { ...failing(0.5), ejection: off },
        cluster: { endpoints: [endpoint({ health: 'unhealthy' }), PLAIN] },
        target: part('', 1),
      },
      'failover-not-armed',
    ],
    [
      'no distribution',
      {
        load: { refused: 1, parts: [] },
        cluster: { endpoints: [endpoint({ health: 'unhealthy' })] },
        target: part('', 0),
      },
      '',
    ],
    [
      'without outlier detection',
      { load: { ...failing(0.5), ejection: off } },
      'failover-not-armed',
    ],
    [
      'with too little of it',
      { load: { ...failing(0.5), beyondLimit: 1 } },
      'ejection-weak',
    ],
    ['with enough of it', { load: failing(0.5) }, ''],
    [
      'refused, and nothing listed fails',
      { load: { refused: 1, ejection: off, beyondLimit: 1 } },
      '',
    ],
    [
      'of another network',
      { health: { isUnreachable: () => true } },
      'network-without-gateway',
    ],
    [
      'of another network, out of use',
      { load: { parts: [] }, health: { isUnreachable: () => true } },
      '',
    ],
    [
      'a gateway in front of nobody',
      {
        load: { parts: [{ endpoint: GATEWAY, share: 1, failing: 1 }] },
        cluster: { endpoints: [GATEWAY, PLAIN] },
        health: {
          failing: at => Number(at.gateway),
          answeringInSubset: [answers('n2')],
        },
      },
      'no-ready-pods-behind-gateway',
    ],
    [
      'a gateway in front of somebody',
      {
        load: { parts: [{ endpoint: GATEWAY, share: 1, failing: 1 }] },
        cluster: { endpoints: [GATEWAY, PLAIN] },
        health: { failing: at => Number(at.gateway) },
      },
      '',
    ],
    [
      'a gateway, of which a part fails',
      {
        load: { parts: [{ endpoint: GATEWAY, share: 1, failing: 0.5 }] },
        cluster: { endpoints: [GATEWAY] },
        health: { failing: () => 0.5, answeringInSubset: [answers('n2')] },
      },
      '',
    ],
    [
      'a pod that fails is no gateway',
      {
        load: failing(1),
        cluster: { endpoints: [PLAIN, GATEWAY] },
        health: {
          failing: at => Number(!at.gateway),
          answeringInSubset: [answers('n2')],
        },
      },
      '',
    ],
    [
      'a gateway twice',
      { load: { repeated: true }, cluster: { endpoints: [PLAIN, GATEWAY] } },
      'gateway-address-repeated',
    ],
    ['a pod twice', { load: { repeated: true } }, ''],
    ['a gateway once', { cluster: { endpoints: [GATEWAY] } }, ''],
    ['zones', { cluster: { zoneAware: true } }, 'zone-aware'],
    ['a ring', { cluster: { lbPolicy: 'RING_HASH' } }, 'consistent-hash'],
    ['a table', { cluster: { lbPolicy: 'MAGLEV' } }, 'consistent-hash'],
    [
      'several, the worst first',
      {
        load: { ...failing(0.5), ejection: off },
        cluster: { zoneAware: true, lbPolicy: 'MAGLEV' },
        health: { isUnreachable: () => true },
      },
      'failover-not-armed,network-without-gateway,zone-aware,consistent-hash',
    ],
  ])('%s', (_, given, expected) => {
    expect(notes(given)).toBe(expected);
  });
});
