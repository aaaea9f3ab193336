import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { TwoClusters, twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { gateways } from './gateways';

const C1 = { cluster: 'c1', namespace: 'istio-system', deployment: 'istiod' };

const ask = (options: TwoClusters, ofC2 = '') => {
  const { c1, c2 } = twoClusters(options);
  const snapshot = fleet({ c1, c2: ofC2 === '' ? c2 : docs(c2, ofC2) });
  return answer(snapshot, gateways, undefined);
};

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: n2}}
spec: {type: LoadBalancer, clusterIP: 10.9.0.2, selector: {istio: eastwest}, ports: [{name: tls, port: 15443}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.2}]}}
`;

const pod = (name: string, ready: boolean, labels: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: istio-system, labels: {${labels}}}
spec:
  containers:
  - name: istio-proxy
    args: [proxy, router]
    env: [{name: ISTIO_META_CLUSTER_ID, value: c2}]
status: {phase: Running, podIPs: [{ip: 10.2.0.8}], conditions: [{type: Ready, status: '${
  ready ? 'True' : 'False'
}'}]}
`;

/** Read by the istiod of c1 only, which serves c2. */
const PASSTHROUGH = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: cross-network, namespace: istio-system}
spec:
  selector: {istio: eastwest}
  servers:
  - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: ['*.shop.svc.cluster.local']}
  - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}
`;

/** Proxies of c2 find their istiod in c1. */
const REMOTE = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, labels: {topology.istio.io/network: n2}, annotations: {topology.istio.io/controlPlaneClusters: c1}}
`;

describe('gateways, reference 4.1 and 4.5', () => {
  it('shows address, class, pods, exposed hosts and who knows it', () => {
    const found = ask(
      { more: PASSTHROUGH },
      docs(
        REMOTE,
        SERVICE,
        pod('eastwest-1', true, 'istio: eastwest'),
        pod('eastwest-2', false, 'istio: eastwest'),
      ),
    );
    expect(found.value).toEqual({
      gateways: [
        {
          network: 'n2',
          cluster: 'c2',
          object: {
            cluster: 'c2',
            kind: 'Service',
            namespace: 'istio-system',
            name: 'eastwest',
          },
          class: 'LoadBalancer',
          addresses: [{ address: '203.0.113.2', port: 15443, hbonePort: 0 }],
          knownBy: [C1],
          hosts: ['*.shop.svc.cluster.local'],
          pods: { all: 2, ready: 1 },
        },
      ],
      foreign: [],
    });
    expect(found.because).toContainEqual(
      expect.objectContaining({
        field: 'metadata.labels["topology.istio.io/network"]',
        found: 'n2',
      }),
    );
  });

  it('without pods cannot tell what is exposed; without address nobody knows it', () => {
    const pending = SERVICE.replace('{ip: 203.0.113.2}', '');
    expect(ask({}, pending).value.gateways).toMatchObject([
      { addresses: [], knownBy: [], hosts: undefined, pods: { all: 0 } },
    ]);
  });

  it('shows a Gateway of the Gateway API once, not again with its Service', () => {
    const own = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: n2}}
spec:
  gatewayClassName: istio-east-west
  addresses: [{type: IPAddress, value: 203.0.113.2}]
  listeners:
  - {name: mesh, port: 15008, protocol: HBONE, tls: {mode: Terminate}}
`;
    const made = SERVICE.replace(
      'labels: {',
      'labels: {gateway.networking.k8s.io/gateway-name: eastwest, ',
    );
    const podLabel = 'gateway.networking.k8s.io/gateway-name: eastwest';
    expect(
      ask({}, docs(own, made, pod('eastwest-1', true, podLabel))).value
        .gateways,
    ).toMatchObject([
      {
        object: { kind: 'Gateway', name: 'eastwest' },
        class: 'istio-east-west',
        // Istiod counts both objects.
        addresses: [
          { address: '203.0.113.2', port: 15443, hbonePort: 0 },
          { address: '203.0.113.2', port: 15008, hbonePort: 15008 },
        ],
        pods: { all: 1, ready: 1 },
      },
    ]);
  });

  it('knows a Gateway without addresses of its own by the Service made for it', () => {
    const own = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: n2}}
spec:
  gatewayClassName: istio
  listeners:
  - {name: tls, port: 15443, protocol: TLS, tls: {mode: Passthrough}}
`;
    const made = SERVICE.replace(
      'labels: {',
      'labels: {gateway.networking.k8s.io/gateway-name: eastwest, ',
    );
    expect(ask({}, docs(own, made)).value.gateways).toMatchObject([
      {
        object: { kind: 'Gateway', name: 'eastwest' },
        addresses: [{ address: '203.0.113.2', port: 15443, hbonePort: 0 }],
        knownBy: [C1],
      },
    ]);
  });

  it('shows addresses that mesh networks name and no object declares', () => {
    const more = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '', meshNetworks: 'networks: {n7: {gateways: [{address: 203.0.113.7, port: 15443}]}}'}
`;
    expect(ask({ more }).value.foreign).toEqual([
      { network: 'n7', address: '203.0.113.7', port: 15443, knownBy: [C1] },
    ]);
  });

  it.each<[string, string, string, readonly object[]]>([
    [
      'a name, as clouds give one',
      '{hostname: gw.example}',
      '',
      [{ address: 'gw.example', port: 15443, hbonePort: 0 }],
    ],
    [
      'a name that istiod was told not to resolve',
      '{hostname: gw.example}',
      'RESOLVE_HOSTNAME_GATEWAYS',
      [],
    ],
    [
      'several addresses',
      '{ip: 203.0.113.2}, {ip: 203.0.113.3}',
      '',
      [
        { address: '203.0.113.2', port: 15443, hbonePort: 0 },
        { address: '203.0.113.3', port: 15443, hbonePort: 0 },
      ],
    ],
  ])('is known by %s', (_, ingress, switchedOff, addresses) => {
    const { value } = ask(
      switchedOff ? { env: { [switchedOff]: 'false' } } : {},
      SERVICE.replace('{ip: 203.0.113.2}', ingress),
    );
    expect(value.gateways).toMatchObject([
      { addresses, knownBy: addresses.length > 0 ? [C1] : [] },
    ]);
  });

  it('is known by further addresses of its Service', () => {
    const external = SERVICE.replace(
      'clusterIP: 10.9.0.2',
      'clusterIP: 10.9.0.2, externalIPs: [198.51.100.7]',
    ).replace('{ip: 203.0.113.2}', '');
    expect(ask({}, external).value.gateways).toMatchObject([
      { addresses: [{ address: '198.51.100.7', port: 15443 }] },
    ]);
  });

  it('is known by the addresses of the nodes that its Service names', () => {
    const node = (name: string, address: string, labels = '') => `
apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: {${labels}}}
status: {addresses: [{type: ExternalIP, address: ${address}}]}
`;
    const nodes = SERVICE.replace('type: LoadBalancer', 'type: NodePort')
      .replace('{ip: 203.0.113.2}', '')
      .replace('port: 15443}', 'port: 15443, nodePort: 30443}')
      .replace(
        'namespace: istio-system,',
        `namespace: istio-system, annotations: {traffic.istio.io/nodeSelector: '{"edge":"yes"}'},`,
      );
    const { value } = ask(
      {},
      docs(
        nodes,
        node('a', '198.51.100.1', 'edge: "yes"'),
        node('b', '198.51.100.2'),
      ),
    );
    expect(value.gateways).toMatchObject([
      {
        class: 'NodePort',
        addresses: [{ address: '198.51.100.1', port: 30443, hbonePort: 0 }],
      },
    ]);
  });

  it('shows of each only what its own object declares, by network, cluster and name', () => {
    const named = (name: string, network: string, address: string) =>
      SERVICE.replace('name: eastwest', `name: ${name}`)
        .replace(
          'topology.istio.io/network: n2',
          `topology.istio.io/network: ${network}`,
        )
        .replace('203.0.113.2', address);
    const { value } = ask(
      { more: named('home', 'n2', '203.0.113.9') },
      docs(
        named('z', 'n2', '203.0.113.3'),
        named('b', 'n3', '203.0.113.2'),
        named('a', 'n2', '203.0.113.2'),
        named('c', 'n1', '203.0.113.5'),
      ),
    );
    expect(
      value.gateways.map(
        ({ network, cluster, object, addresses }) =>
          `${network} ${cluster} ${object.name}: ${addresses
            .map(({ address }) => address)
            .join()}`,
      ),
    ).toEqual([
      'n1 c2 c: 203.0.113.5',
      'n2 c1 home: 203.0.113.9',
      'n2 c2 a: 203.0.113.2',
      'n2 c2 z: 203.0.113.3',
      'n3 c2 b: 203.0.113.2',
    ]);
  });

  it('tells what it exposes by a pod that is ready, if there is one', () => {
    const inWebOnly = PASSTHROUGH.replace(
      'selector: {istio: eastwest}',
      'selector: {istio: eastwest, new: "yes"}',
    );
    const pods = (first: boolean) =>
      docs(
        SERVICE,
        pod('eastwest-1', first, 'istio: eastwest'),
        pod('eastwest-2', true, 'istio: eastwest, new: "yes"'),
      );
    const hosts = (first: boolean) =>
      ask({ more: inWebOnly }, docs(REMOTE, pods(first))).value.gateways[0]
        .hosts;
    expect(hosts(false)).toEqual(['*.shop.svc.cluster.local']);
    expect(hosts(true)).toEqual([]);
  });

  it('lists addresses of mesh networks in order, each once, with all that know it', () => {
    const networks = (name: string, ...addresses: readonly string[]) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: istio-system}
data: {mesh: '', meshNetworks: 'networks: {n7: {gateways: [${addresses
      .map(address => `{address: ${address}, port: 15443}`)
      .join()}]}}'}
`;
    const blue = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-blue, namespace: istio-system, labels: {app: istiod, istio.io/rev: blue}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: c1}]}]}}}
`;
    const more = docs(
      blue,
      networks('istio', '203.0.113.8', '203.0.113.7'),
      networks('istio-blue', '203.0.113.7'),
    );
    expect(
      ask({ more }).value.foreign.map(
        ({ address, knownBy }) =>
          `${address} ${knownBy.map(({ deployment }) => deployment).join()}`,
      ),
    ).toEqual(['203.0.113.7 istiod,istiod-blue', '203.0.113.8 istiod']);
  });
});
