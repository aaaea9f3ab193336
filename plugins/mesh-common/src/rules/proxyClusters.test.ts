import { fleet } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { proxyClusters } from './proxyClusters';

const WEB = { cluster: 'c1', namespace: 'web', pod: 'web' };
const LOCAL = 'outbound|80||cart.shop.svc.cluster.local';
const SET = 'outbound|80||cart.shop.svc.clusterset.local';

/** Clusters of one network, whose Service may be written otherwise. */
function given(
  options: {
    readonly service?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly c1?: string;
    readonly c2?: string;
    readonly client?: (yaml: string) => string;
  } = {},
) {
  const { service = '', env = {}, c1 = '', c2 = '', client } = options;
  const yaml = twoClusters({ remote: 'n1', env });
  const written = (text: string, more: string) =>
    [
      text.replace(
        'spec: {clusterIP: 10.9.0.1,',
        `spec: {${service || 'clusterIP: 10.9.0.1,'}`,
      ),
      ...(more === '' ? [] : [more]),
    ].join('---\n');
  const own = written(yaml.c1, c1);
  return answer(
    fleet({
      c1: client ? client(own) : own,
      c2: written(yaml.c2, c2),
    }),
    proxyClusters,
    WEB,
  ).value;
}

const clustersOf = (found: ReturnType<typeof given>, name: string) =>
  found.get(name)?.endpoints.map(({ cluster }) => cluster);

const asGateway = (yaml: string) =>
  yaml.replace('args: [proxy, sidecar]', 'args: [proxy, router]');

describe('types of Services, reference 3.6', () => {
  it.each([
    ['ClusterIP', 'clusterIP: 10.9.0.1,', 'EDS', ['c1', 'c2']],
    [
      'LoadBalancer',
      'type: LoadBalancer, clusterIP: 10.9.0.1,',
      'EDS',
      ['c1', 'c2'],
    ],
    ['NodePort', 'type: NodePort, clusterIP: 10.9.0.1,', 'EDS', ['c1', 'c2']],
    ['headless', 'clusterIP: None,', 'ORIGINAL_DST', []],
  ])('%s', (_, service, type, clusters) => {
    const found = given({ service });
    expect(found.get(LOCAL)?.type).toBe(type);
    expect(clustersOf(found, LOCAL)).toEqual(clusters);
  });

  it('internalTrafficPolicy Local keeps to the node', () => {
    const found = given({
      service: 'clusterIP: 10.9.0.1, internalTrafficPolicy: Local,',
      client: yaml =>
        yaml.replace(
          'spec:\n  containers:\n  - name: istio-proxy',
          'spec:\n  nodeName: n\n  containers:\n  - name: istio-proxy',
        ),
    });
    expect(clustersOf(found, LOCAL)).toEqual([]);
  });

  it('ExternalName is only another name', () => {
    const found = given({
      service: 'type: ExternalName, externalName: other.example,',
    });
    expect(found.has(LOCAL)).toBe(false);
  });

  it('a gateway chooses endpoints of headless services itself', () => {
    const route = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: in, namespace: web}
spec: {selector: {app: web}, servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ['*']}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: in, namespace: web}
spec: {hosts: ['*'], gateways: [in], http: [{route: [{destination: {host: cart.shop.svc.cluster.local}}]}]}
`;
    const found = given({
      service: 'clusterIP: None,',
      c1: route,
      client: asGateway,
    });
    expect(found.get(LOCAL)?.type).toBe('EDS');
    expect(clustersOf(found, LOCAL)).toEqual(['c1', 'c2']);
  });

  it('a hand-made slice without selector is called in plain text', () => {
    const found = given({
      client: yaml =>
        yaml.replace(
          'endpoints: [{addresses: [10.1.0.1], targetRef: {kind: Pod, name: cart}}]',
          'endpoints: [{addresses: [192.0.2.7]}]',
        ),
    });
    const own = found.get(LOCAL)?.endpoints.find(e => e.cluster === 'c1');
    expect(own).toMatchObject({ address: '192.0.2.7', mtls: false });
  });
});

const EXPORT = `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceExport
metadata: {name: cart, namespace: shop}
`;
const IMPORT = `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceImport
metadata: {name: cart, namespace: shop}
spec: {ips: [10.9.9.9], type: ClusterSetIP, ports: []}
`;

describe('MCS, reference 3.10', () => {
  it.each([
    ['off', 'off', 'off', 'no', ['c1', 'c2'], undefined],
    ['on', 'off', 'off', 'no', ['c1'], undefined],
    ['on', 'off', 'off', 'yes', ['c1', 'c2'], undefined],
    ['on', 'on', 'off', 'yes', ['c1', 'c2'], ['c1', 'c2']],
    ['on', 'on', 'on', 'yes', ['c1'], ['c1', 'c2']],
    ['on', 'on', 'on', 'no', ['c1'], ['c1']],
  ])(
    'discovery %s, host %s, cluster-local %s, export in c2: %s',
    (discovery, host, clusterLocal, exported, local, set) => {
      const on = (value: string) => String(value === 'on');
      const imports = host === 'on' ? IMPORT : '';
      const found = given({
        env: {
          ENABLE_MCS_SERVICE_DISCOVERY: on(discovery),
          ENABLE_MCS_HOST: on(host),
          ENABLE_MCS_CLUSTER_LOCAL: on(clusterLocal),
        },
        c1: imports,
        c2: [exported === 'yes' ? EXPORT : '', imports]
          .filter(part => part !== '')
          .join('---\n'),
      });
      expect(clustersOf(found, LOCAL)).toEqual(local);
      expect(clustersOf(found, SET)).toEqual(set);
    },
  );
});
