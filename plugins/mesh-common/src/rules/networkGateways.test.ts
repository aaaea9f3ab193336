import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, namespace, node } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { networkGateways } from './networkGateways';

const ADDRESS = '203.0.113.1';
const NETWORK = 'topology.istio.io/network: n2';

/** A Service that may lead into a network. */
function service({
  labels = NETWORK,
  annotations = '',
  type = 'LoadBalancer',
  ports = '[{name: tls, port: 15443}]',
  ingress = `{ip: ${ADDRESS}}`,
  externalIps = '',
}: {
  readonly labels?: string;
  readonly annotations?: string;
  readonly type?: string;
  readonly ports?: string;
  readonly ingress?: string;
  readonly externalIps?: string;
} = {}): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system, labels: {${labels}}, annotations: {${annotations}}}
spec: {type: ${type}, selector: {a: b}, ports: ${ports}, externalIPs: [${externalIps}]}
status: {loadBalancer: {ingress: [${ingress}]}}
`;
}

const passthrough = (more = '') =>
  `{name: tls, port: 15443, protocol: TLS, tls: {mode: Passthrough${more}}}`;

/** A Gateway of the Gateway API. */
function gateway({
  labels = NETWORK,
  className = 'istio',
  addresses = `{type: IPAddress, value: ${ADDRESS}}`,
  listeners = passthrough(),
}: {
  readonly labels?: string;
  readonly className?: string;
  readonly addresses?: string;
  readonly listeners?: string;
}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: eastwest, namespace: istio-system, labels: {${labels}}}
spec: {gatewayClassName: ${className}, addresses: [${addresses}], listeners: [${listeners}]}
`;
}

const externalNode = (name: string, labels: string, ...addresses: string[]) =>
  `{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {${labels}}}, status: {addresses: [${addresses
    .map(address => `{type: ExternalIP, address: ${address}}`)
    .join()}]}}`;

const NODE_SELECTOR = 'traffic.istio.io/nodeSelector: \'{"ingress": "yes"}\'';

interface Known {
  readonly there?: string;
  readonly here?: string;
  readonly env?: string;
  readonly mesh?: string;
  readonly version?: string;
  readonly networks?: string;
}

/** What the istiod of `c1` knows of the network of `c2`. */
function known({
  there = '',
  here = '',
  env = '',
  mesh = '',
  version = '1.31.0',
  networks = '{}',
}: Known): readonly string[] {
  const primary = istiod('c1', {
    env,
    mesh,
    version,
    network: 'n1',
    watches: ['c1', 'c2'],
  }).replace(
    /data: \{mesh: (.*)\}\n/,
    `data: {mesh: $1, meshNetworks: '${networks}'}\n`,
  );
  const { value } = answer(
    fleet({
      c1: docs(primary, here),
      c2: docs(namespace('istio-system'), node('n', ''), there),
    }),
    networkGateways,
    { cluster: 'c1', namespace: 'istio-system', deployment: 'istiod' },
  );
  return value.map(
    ({ network, cluster, address, port, hbonePort }) =>
      `${network} ${cluster || '-'} ${address}:${port}/${hbonePort}`,
  );
}

describe('networkGateways, reference 4.1', () => {
  it.each<[string, Known, readonly string[]]>([
    ['no gateway', {}, []],
    ['a labelled Service', { there: service() }, [`n2 c2 ${ADDRESS}:15443/0`]],
    [
      'every address of its load balancer, and every external one',
      {
        there: service({
          ingress: `{ip: ${ADDRESS}}, {ip: 203.0.113.2}`,
          externalIps: '203.0.113.3',
        }),
      },
      [ADDRESS, '203.0.113.2', '203.0.113.3'].map(
        address => `n2 c2 ${address}:15443/0`,
      ),
    ],
    [
      'a load balancer known by name',
      { there: service({ ingress: '{hostname: lb.example.com}' }) },
      ['n2 c2 lb.example.com:15443/0'],
    ],
    [
      'names are dropped where istiod does not resolve them',
      {
        there: service({
          ingress: `{hostname: lb.example.com}, {ip: ${ADDRESS}}`,
        }),
        env: '{name: RESOLVE_HOSTNAME_GATEWAYS, value: "false"}',
      },
      [`n2 c2 ${ADDRESS}:15443/0`],
    ],
    [
      'another port by label',
      {
        there: service({
          labels: `${NETWORK}, networking.istio.io/gatewayPort: "443"`,
          ports: '[{name: tls, port: 443}]',
        }),
      },
      [`n2 c2 ${ADDRESS}:443/0`],
    ],
    [
      'a Service without the port is no gateway',
      { there: service({ ports: '[{name: https, port: 443}]' }) },
      [],
    ],
    [
      'a Service with the HBONE port only has no port for mutual TLS',
      { there: service({ ports: '[{name: hbone, port: 15008}]' }) },
      [`n2 c2 ${ADDRESS}:0/15008`],
    ],
    [
      'a Service with both ports',
      {
        there: service({
          ports: '[{name: tls, port: 15443}, {name: hbone, port: 15008}]',
        }),
      },
      [`n2 c2 ${ADDRESS}:15443/15008`],
    ],
    ['a Service without the label', { there: service({ labels: '' }) }, []],
    [
      'the address of a ClusterIP Service is not known outside',
      { there: service({ type: 'ClusterIP' }) },
      [],
    ],
    [
      'a NodePort Service without selector of nodes has no address',
      {
        there: docs(
          service({ type: 'NodePort' }),
          externalNode('n1', 'ingress: "yes"', '198.51.100.1'),
        ),
      },
      [],
    ],
    [
      'selected nodes, each by its first address, at the node port',
      {
        there: docs(
          service({
            type: 'NodePort',
            annotations: NODE_SELECTOR,
            ports: '[{name: tls, port: 15443, nodePort: 31443}]',
          }),
          externalNode('n1', 'ingress: "yes"', '198.51.100.1', '198.51.100.9'),
          externalNode('n2', 'ingress: "no"', '198.51.100.2'),
          externalNode('n3', 'ingress: "yes", more: "x"', '198.51.100.3'),
          externalNode('n4', 'ingress: "yes"'),
        ),
      },
      ['n2 c2 198.51.100.1:31443/0', 'n2 c2 198.51.100.3:31443/0'],
    ],
    [
      'a selector of nodes that is no JSON object selects all of them',
      {
        there: docs(
          service({
            type: 'NodePort',
            annotations: "traffic.istio.io/nodeSelector: 'ingress'",
            ports: '[{name: tls, port: 15443, nodePort: 31443}]',
          }),
          externalNode('n1', 'ingress: "yes"', '198.51.100.1'),
        ),
      },
      ['n2 c2 198.51.100.1:31443/0'],
    ],
    [
      'nodes replace external addresses',
      {
        there: docs(
          service({
            type: 'NodePort',
            annotations: NODE_SELECTOR,
            ports: '[{name: tls, port: 15443, nodePort: 31443}]',
            externalIps: '203.0.113.3',
          }),
          externalNode('n1', 'ingress: "yes"', '198.51.100.1'),
        ),
      },
      ['n2 c2 198.51.100.1:31443/0'],
    ],
    [
      'of a load balancer that has an address and a name, the address',
      {
        there: service({
          ingress: `{ip: ${ADDRESS}, hostname: lb.example.com}`,
        }),
      },
      [`n2 c2 ${ADDRESS}:15443/0`],
    ],
    [
      'what two Services say alike is one gateway',
      {
        there: docs(
          service({ externalIps: ADDRESS }),
          service().replace('name: eastwest', 'name: other'),
        ),
      },
      [`n2 c2 ${ADDRESS}:15443/0`],
    ],
    [
      'but two Gateways of the Gateway API, or one and its Service, are two',
      {
        there: docs(
          service(),
          gateway({}),
          gateway({}).replace('name: eastwest', 'name: other'),
        ),
      },
      [ADDRESS, ADDRESS, ADDRESS].map(address => `n2 c2 ${address}:15443/0`),
    ],
    [
      'mesh networks name a Service in full or not at all',
      {
        there: service({ labels: '' }),
        networks:
          '{networks: {n2: {endpoints: [{fromRegistry: c2}], gateways: [{registryServiceName: eastwest.istio-system, port: 15443}]}}}',
      },
      [],
    ],
    [
      'a namespace that discovery selectors leave out',
      {
        there: service(),
        mesh: 'discoverySelectors: [{matchLabels: {mesh: "yes"}}]',
      },
      [],
    ],
    [
      'a Gateway of the Gateway API with addresses',
      { there: gateway({}) },
      [`n2 c2 ${ADDRESS}:15443/0`],
    ],
    [
      'which versions before 1.24 do not read',
      { there: gateway({}), version: '1.23.4' },
      [],
    ],
    [
      'and which a switch turns off',
      {
        there: gateway({}),
        env: '{name: PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API, value: "false"}',
      },
      [],
    ],
    [
      'addresses of another type, or of none, are skipped',
      {
        there: gateway({
          addresses: `{value: ${ADDRESS}}, {type: example.com/name, value: x}, {type: Hostname, value: lb.example.com}`,
        }),
      },
      ['n2 c2 lb.example.com:15443/0'],
    ],
    [
      'a TLS option makes a listener of any port an entrance',
      {
        there: gateway({
          listeners:
            '{name: tls, port: 8443, protocol: TLS, tls: {mode: Passthrough, options: {gateway.istio.io/listener-protocol: auto-passthrough}}}',
        }),
      },
      [`n2 c2 ${ADDRESS}:8443/0`],
    ],
    [
      'a listener of another port is none',
      {
        there: gateway({
          listeners:
            '{name: tls, port: 8443, protocol: TLS, tls: {mode: Passthrough}}',
        }),
      },
      [],
    ],
    [
      'nor is one without TLS',
      {
        there: gateway({
          listeners: '{name: tcp, port: 15443, protocol: TCP}',
        }),
      },
      [],
    ],
    [
      'an HBONE listener counts under both ports',
      {
        there: gateway({
          listeners: `${passthrough()}, {name: mesh, port: 15008, protocol: HBONE}`,
        }),
      },
      [`n2 c2 ${ADDRESS}:15443/0`, `n2 c2 ${ADDRESS}:15008/15008`],
    ],
    [
      'a mere reference is read from the cluster of istiod only',
      {
        here: gateway({ className: 'istio-remote' }),
        there: gateway({
          className: 'istio-remote',
          addresses: '{type: IPAddress, value: 203.0.113.9}',
        }),
      },
      [`n2 c1 ${ADDRESS}:15443/0`],
    ],
    [
      'an address in mesh networks belongs to no cluster',
      {
        networks: `{networks: {n2: {endpoints: [{fromRegistry: c2}], gateways: [{address: ${ADDRESS}, port: 443}]}}}`,
      },
      [`n2 - ${ADDRESS}:443/0`],
    ],
    [
      'a Service in mesh networks, in the cluster of the network',
      {
        here: service({ labels: '', ingress: '{ip: 203.0.113.9}' }),
        there: service({ labels: '', ports: '[{name: tls, port: 443}]' }),
        networks:
          '{networks: {n2: {endpoints: [{fromRegistry: c2}], gateways: [{registryServiceName: eastwest.istio-system.svc.cluster.local, port: 443}]}}}',
      },
      [`n2 c2 ${ADDRESS}:443/0`],
    ],
    [
      'the label of such a Service comes first',
      {
        there: service(),
        networks:
          '{networks: {n3: {endpoints: [{fromRegistry: c2}], gateways: [{registryServiceName: eastwest.istio-system.svc.cluster.local, port: 443}]}}}',
      },
      [`n2 c2 ${ADDRESS}:15443/0`],
    ],
  ])('%s', (_, options, expected) => {
    expect(known(options)).toEqual(expected);
  });

  it('names the label that says where a Service leads', () => {
    const { because } = answer(
      fleet({ c1: docs(istiod('c1', { network: 'n1' }), service()) }),
      networkGateways,
      { cluster: 'c1', namespace: 'istio-system', deployment: 'istiod' },
    );
    expect(because).toContainEqual(
      expect.objectContaining({
        object: {
          cluster: 'c1',
          kind: 'Service',
          namespace: 'istio-system',
          name: 'eastwest',
        },
      }),
    );
  });
});
