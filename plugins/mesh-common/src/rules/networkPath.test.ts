import { fleet } from '../__testUtils__/fleet';
import { TwoClusters, twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { networkPath } from './networkPath';

const CLIENT = { cluster: 'c1', namespace: 'web', pod: 'web' };
const CART = 'cart.shop.svc.cluster.local';

const pathToC2 = (options: TwoClusters) => {
  const { value } = answer(fleet(twoClusters(options)), networkPath, {
    client: CLIENT,
    host: CART,
    port: 80,
  });
  const path = value.find(({ cluster }) => cluster === 'c2')?.path;
  switch (path?.code) {
    case 'through':
      return `through ${path.gateways.map(({ address }) => address).join()}`;
    case 'dropped':
      return `dropped: ${path.reason}`;
    default:
      return path?.code;
  }
};

const GATEWAY = { network: 'n2', port: 15443, address: '203.0.113.2' };
const OTHER = { network: 'n9', port: 15443, address: '203.0.113.9' };
const HBONE = { network: 'n2', port: 15008, address: '203.0.113.2' };
const NAMED = { network: 'n2', port: 15443, address: 'gw.example' };
const IPV6 = { network: 'n2', port: 15443, address: '2001:db8::2' };

describe('networkPath, reference 4.3', () => {
  it.each<[string, TwoClusters, string]>([
    ['own network', { remote: 'n1', gateways: [GATEWAY] }, 'direct'],
    ['no gateway at all', {}, 'unroutable'],
    ['no gateway of this network', { gateways: [OTHER] }, 'unroutable'],
    [
      'no gateway of this network, ambient over several networks',
      {
        gateways: [OTHER],
        env: {
          PILOT_ENABLE_AMBIENT: 'true',
          AMBIENT_ENABLE_MULTI_NETWORK: 'true',
        },
        more: `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: 'serviceScopeConfigs: [{scope: GLOBAL}]'}
`,
      },
      'dropped: no-gateway',
    ],
    ['a gateway', { gateways: [GATEWAY] }, 'through 203.0.113.2'],
    [
      'a gateway, endpoint without sidecar',
      { gateways: [GATEWAY], sidecar: false },
      'dropped: no-mtls',
    ],
    ['only an HBONE gateway', { gateways: [HBONE] }, 'unroutable'],
    [
      'a gateway by name, which istiod resolves',
      { gateways: [NAMED] },
      'through gw.example',
    ],
    [
      'a gateway by name that istiod does not resolve',
      { gateways: [NAMED], env: { RESOLVE_HOSTNAME_GATEWAYS: 'false' } },
      'unroutable',
    ],
    ['only an IPv6 gateway', { gateways: [IPV6] }, 'dropped: address-family'],
    [
      'only an IPv6 gateway, 1.29',
      { gateways: [IPV6], istiod: '1.29.0' },
      'through 2001:db8::2',
    ],
    ['endpoint network unknown', { remote: '', gateways: [GATEWAY] }, 'direct'],
    [
      'client network unknown',
      { client: '', gateways: [GATEWAY] },
      'through 203.0.113.2',
    ],
    [
      'client network unknown, 1.29',
      { client: '', gateways: [GATEWAY], istiod: '1.29.0' },
      'direct',
    ],
    ['client network unknown, no gateway', { client: '' }, 'direct'],
  ])('%s', (_, options, expected) => {
    expect(pathToC2(options)).toBe(expected);
  });

  it('counts endpoints by cluster and network and those that are ready', () => {
    const { value, gaps } = answer(
      fleet(twoClusters({ gateways: [GATEWAY] })),
      networkPath,
      { client: CLIENT, host: CART, port: 80 },
    );
    expect(gaps).toEqual([]);
    expect(value).toMatchObject([
      { cluster: 'c1', network: 'n1', endpoints: 1, ready: 1 },
      { cluster: 'c2', network: 'n2', endpoints: 1, ready: 1 },
    ]);
  });

  it.each([
    ['pod that does not exist', 'ghost'],
    ['pod without proxy', 'plain'],
    ['proxy that istiod refuses, since it claims another cluster', 'lost'],
  ])('is empty for a %s', (_, pod) => {
    const more = `
apiVersion: v1
kind: Pod
metadata: {name: plain, namespace: web}
spec: {containers: [{name: app}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lost, namespace: web}
spec:
  containers:
  - name: istio-proxy
    args: [proxy, sidecar]
    env: [{name: ISTIO_META_CLUSTER_ID, value: nobody}]
status: {podIPs: [{ip: 10.1.0.8}]}
`;
    const { value } = answer(fleet(twoClusters({ more })), networkPath, {
      client: { ...CLIENT, pod },
      host: CART,
      port: 80,
    });
    expect(value).toEqual([]);
  });

  it('is empty for a host or port that the client does not know', () => {
    const snapshot = fleet(twoClusters());
    for (const [host, port] of [
      ['other.shop.svc.cluster.local', 80],
      [CART, 81],
    ] as const)
      expect(
        answer(snapshot, networkPath, { client: CLIENT, host, port }).value,
      ).toEqual([]);
  });
});
