import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { serviceEndpoints } from './serviceEndpoints';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};
const HOST = 'vm.example.com';

interface Given {
  /** More objects of each cluster. */
  readonly c1?: readonly string[];
  readonly c2?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly istiod?: string;
}

function found({ c1 = [], c2 = [], env = {}, host = HOST, istiod }: Given) {
  const yaml = twoClusters({ remote: 'n2', env, istiod });
  const snapshot = fleet({
    c1: docs(yaml.c1, ...c1),
    c2: docs(yaml.c2, ...c2),
  });
  return answer(snapshot, serviceEndpoints, {
    controlPlane: ISTIOD,
    host,
    namespace: 'shop',
  }).value;
}

const entry = (
  spec: string,
  ports = '[{number: 80, name: http, protocol: HTTP, targetPort: 8080}]',
) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: vm, namespace: shop}
spec: {hosts: [${HOST}], location: MESH_INTERNAL, ports: ${ports}, ${spec}}
`;

const workload = (
  spec: string,
  metadata = 'labels: {app: vm}',
  status = '',
) => `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: {name: vm-1, namespace: shop, ${metadata}}
spec: {address: 172.16.0.1, ${spec}}
${status}
`;

const SELECTING = entry(
  'resolution: STATIC, workloadSelector: {labels: {app: vm}}',
);

const pod = (
  options: {
    readonly name?: string;
    readonly address?: string;
    readonly ready?: boolean;
    readonly phase?: string;
    readonly namespace?: string;
    readonly spec?: string;
  } = {},
) => {
  const {
    name = 'pod-1',
    address = '10.1.0.5',
    ready = true,
    phase = 'Running',
    namespace = 'shop',
    spec = '',
  } = options;
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: vm, security.istio.io/tlsMode: istio}}
spec: {serviceAccountName: vm, ${spec}}
status: {phase: ${phase}, podIPs: [{ip: ${address}}], conditions: [{type: Ready, status: '${
    ready ? 'True' : 'False'
  }'}]}
`;
};

describe('ports of a ServiceEntry, reference 3.4', () => {
  const inline = (ports: string, written?: string) =>
    found({
      c1: [
        entry(
          `resolution: STATIC, endpoints: [{address: 172.16.0.1, ${ports}}]`,
          written,
        ),
      ],
    }).map(({ port }) => port);

  it.each([
    ['the endpoint says it', 'ports: {http: 9000}', undefined, 9000],
    ['the endpoint says another one', 'ports: {other: 9000}', undefined, 8080],
    ['only the entry says it', '', undefined, 8080],
    ['nobody says it', '', '[{number: 80, name: http, protocol: HTTP}]', 80],
  ])('%s', (_, ports, written, expected) => {
    expect(inline(ports, written)).toEqual([expected]);
  });
});

describe('endpoints of a ServiceEntry by its resolution, reference 3.7', () => {
  it.each<[string, string, readonly (readonly [string, number])[]]>([
    [
      'STATIC has what it says',
      'resolution: STATIC, endpoints: [{address: 172.16.0.1}]',
      [['172.16.0.1', 8080]],
    ],
    ['STATIC without endpoints has none', 'resolution: STATIC', []],
    ['DNS without endpoints is its host', 'resolution: DNS', [[HOST, 8080]]],
    [
      'DNS has the names it says',
      'resolution: DNS, endpoints: [{address: a.example.com}]',
      [['a.example.com', 8080]],
    ],
    [
      'one name by DNS is its host, too',
      'resolution: DNS_ROUND_ROBIN',
      [[HOST, 8080]],
    ],
    ['NONE without endpoints has none', 'resolution: NONE', []],
    [
      'one that selects is not its host',
      'resolution: DNS, workloadSelector: {labels: {app: none}}',
      [],
    ],
  ])('%s', (_, spec, expected) => {
    expect(
      found({ c1: [entry(spec)] }).map(({ address, port }) => [address, port]),
    ).toEqual(expected);
  });
});

it('a socket has a path and no port, reference 3.7', () => {
  const c1 = [
    entry(
      "resolution: STATIC, endpoints: [{address: 'unix:///var/run/vm', ports: {http: 9090}}]",
    ),
  ];
  expect(found({ c1 })).toMatchObject([
    { address: '/var/run/vm', port: 0, portName: 'http' },
  ]);
});

describe('what a ServiceEntry selects, reference 3.7', () => {
  const OFF = { PILOT_ENABLE_SERVICEENTRY_SELECT_PODS: 'false' };
  const ALONE = { PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY: 'false' };
  const remotePod = pod({ name: 'pod-2', address: '10.2.0.5' });
  const vm = workload('weight: 2');

  it.each<[string, Given, readonly string[]]>([
    ['a WorkloadEntry', { c1: [SELECTING, vm] }, ['172.16.0.1']],
    ['one of a remote cluster', { c1: [SELECTING], c2: [vm] }, ['172.16.0.1']],
    [
      'not if istiod reads its own only',
      { c1: [SELECTING], c2: [vm], env: ALONE },
      [],
    ],
    [
      'not one of another namespace',
      { c1: [SELECTING, vm.replace('namespace: shop', 'namespace: web')] },
      [],
    ],
    [
      'not one with other labels',
      { c1: [SELECTING, workload('', 'labels: {app: db}')] },
      [],
    ],
    [
      'labels of its spec count, too',
      { c1: [SELECTING, workload('labels: {app: vm}', '')] },
      ['172.16.0.1'],
    ],
    [
      'those of the object win',
      { c1: [SELECTING, workload('labels: {app: vm}', 'labels: {app: db}')] },
      [],
    ],
    ['a ready pod', { c1: [SELECTING, pod()] }, ['10.1.0.5']],
    [
      'and one of a remote cluster',
      { c1: [SELECTING, pod()], c2: [remotePod] },
      ['10.1.0.5', '10.2.0.5'],
    ],
    [
      'of two pods of one name only one',
      { c1: [SELECTING, pod()], c2: [pod({ address: '10.2.0.5' })] },
      ['10.2.0.5'],
    ],
    [
      'no pods if that is switched off',
      { c1: [SELECTING, pod()], env: OFF },
      [],
    ],
    [
      'not a pod that is not ready',
      { c1: [SELECTING, pod({ ready: false })] },
      [],
    ],
    [
      'nor one that has ended',
      { c1: [SELECTING, pod({ phase: 'Succeeded' })] },
      [],
    ],
    [
      'nor one on the network of its node',
      { c1: [SELECTING, pod({ spec: 'hostNetwork: true' })] },
      [],
    ],
    [
      'nor one of another namespace',
      { c1: [SELECTING, pod({ namespace: 'web' })] },
      [],
    ],
    [
      'a ServiceEntry of a remote cluster is not read',
      { c1: [pod()], c2: [SELECTING] },
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(given).map(({ address }) => address)).toEqual(expected);
  });

  it('counts all of it as of the config cluster, but pods as of their own', () => {
    const all = found({ c1: [SELECTING], c2: [vm, remotePod] });
    expect(
      all.map(({ address, clusterId, registry, network }) => [
        address,
        clusterId,
        registry,
        network,
      ]),
    ).toEqual([
      ['172.16.0.1', 'c2', 'c1', ''],
      ['10.2.0.5', 'c2', 'c1', 'n2'],
    ]);
  });
});

describe('a WorkloadEntry, reference 3.7', () => {
  const of = (spec: string, metadata = 'labels: {app: vm}', status = '') =>
    found({ c1: [SELECTING, workload(spec, metadata, status)] });

  it.each<[string, string, string, 'istio' | 'disabled']>([
    ['nothing', '', 'labels: {app: vm}', 'disabled'],
    ['a service account', 'serviceAccount: vm', 'labels: {app: vm}', 'istio'],
    [
      'the label',
      '',
      'labels: {app: vm, security.istio.io/tlsMode: istio}',
      'istio',
    ],
    [
      'another value of the label, in spite of a service account',
      'serviceAccount: vm',
      'labels: {app: vm, security.istio.io/tlsMode: disabled}',
      'disabled',
    ],
  ])('mutual TLS by %s', (_, spec, metadata, expected) => {
    expect(of(spec, metadata).map(({ tlsMode }) => tlsMode)).toEqual([
      expected,
    ]);
  });

  const CHECKED =
    "labels: {app: vm}, annotations: {proxy.istio.io/health-checks-enabled: '%'}";
  const condition = (status: string) =>
    `status: {conditions: [{type: Healthy, status: '${status}'}]}`;

  it.each<[string, string, string, number]>([
    ['nobody checks it', 'labels: {app: vm}', condition('False'), 1],
    ['it is healthy', CHECKED.replace('%', 'true'), condition('True'), 1],
    [
      'a flag may be written otherwise',
      CHECKED.replace('%', '1'),
      condition('False'),
      0,
    ],
    ['it is not', CHECKED.replace('%', 'true'), condition('False'), 0],
    ['nothing is known yet', CHECKED.replace('%', 'true'), '', 0],
    [
      'checks are switched off',
      CHECKED.replace('%', 'false'),
      condition('False'),
      1,
    ],
    ['the flag is none', CHECKED.replace('%', 'yes'), condition('False'), 1],
  ])('is there or not: %s', (_, metadata, status, count) => {
    expect(of('', metadata, status)).toHaveLength(count);
  });

  it.each<[string, string, string, string]>([
    [
      'its own',
      'locality: us/x/1',
      'labels: {app: vm, istio-locality: eu.a}',
      'us/x/1',
    ],
    ['its label', '', 'labels: {app: vm, istio-locality: eu.a.1}', 'eu/a/1'],
    [
      'the newer label',
      '',
      'labels: {app: vm, istio-locality: eu.a, topology.istio.io/locality: us.x}',
      'us/x',
    ],
    ['none', '', 'labels: {app: vm}', ''],
  ])('locality: %s', (_, spec, metadata, expected) => {
    expect(of(spec, metadata).map(({ locality }) => locality)).toEqual([
      expected,
    ]);
  });

  it('has the network it names and never that of a label', () => {
    const label = 'labels: {app: vm, topology.istio.io/network: n9}';
    expect(of('', label)[0].network).toBe('');
    expect(of('', label)[0].labels.get('topology.istio.io/network')).toBe('n9');
    expect(of('network: n2', label)[0].network).toBe('n2');
  });

  it('weighs at least one', () => {
    expect(of('')[0].weight).toBe(1);
    expect(of('weight: 3')[0].weight).toBe(3);
  });
});

describe('a Service selects WorkloadEntries, reference 3.7', () => {
  const service = `
apiVersion: v1
kind: Service
metadata: {name: mixed, namespace: shop}
spec: {clusterIP: 10.9.0.7, selector: {app: vm}, ports: [{name: http, port: 80, targetPort: %}]}
`;
  const host = 'mixed.shop.svc.cluster.local';

  it.each<
    [string, string, Given['env'], readonly (readonly [string, number])[]]
  >([
    ['at the target port', '8080', {}, [['172.16.0.1', 8080]]],
    ['at the port that it gives the name', 'web', {}, [['172.16.0.1', 9000]]],
    [
      'at the port of the Service, if it knows no such name',
      'unknown',
      {},
      [['172.16.0.1', 80]],
    ],
    [
      'not if that is switched off',
      '8080',
      { PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES: 'false' },
      [],
    ],
  ])('%s', (_, target, env, expected) => {
    expect(
      found({
        c1: [service.replace('%', target), workload('ports: {web: 9000}')],
        env,
        host,
      }).map(({ address, port }) => [address, port]),
    ).toEqual(expected);
  });

  it('of its own cluster', () => {
    const written = service.replace('%', '8080');
    expect(found({ c1: [written], c2: [workload('')], host })).toEqual([]);
    expect(
      found({ c1: [written], c2: [written, workload('')], host }),
    ).toHaveLength(1);
  });
});
