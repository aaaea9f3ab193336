import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { Rule } from '../model/rule';
import { answer } from './answer';
import { controlPlaneView } from './controlPlaneView';
import { kubernetesGateways, ListenerGateway } from './kubernetesGateways';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

const rule: Rule<void, readonly ListenerGateway[]> = {
  source: '4.5',
  nameOf: () => 'gateways',
  ask(mesh) {
    const view = mesh.ask(controlPlaneView, ISTIOD);
    return view ? kubernetesGateways(mesh, view) : [];
  },
};

interface Shape {
  readonly className?: string;
  readonly labels?: string;
  readonly addresses?: string;
  readonly listeners?: string;
  readonly more?: string;
  readonly mesh?: string;
}

function gateways({
  className = 'istio',
  labels = '',
  addresses = '',
  listeners = '{name: http, port: 80, protocol: HTTP}',
  more = '',
  mesh = '',
}: Shape = {}): readonly ListenerGateway[] {
  const snapshot = fleet({
    c1: docs(
      istiod('c1', { mesh }),
      namespace('edge'),
      namespace('shop', 'team: a'),
      namespace('pay', 'team: b'),
      `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: edge, labels: {${labels}}}
spec: {gatewayClassName: ${className}, addresses: [${addresses}], listeners: [${listeners}]}
`,
      more,
    ),
  });
  return answer(snapshot, rule, undefined).value;
}

const gatewayClass = (name: string, controller: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: ${name}}
spec: {controllerName: ${controller}}
`;

const OWN = 'istio.io/gateway-controller';

describe('kubernetesGateways, reference 4.5', () => {
  it('are one for each listener', () => {
    expect(
      gateways({
        listeners:
          '{name: http, port: 80, protocol: HTTP}, {name: other, port: 81, protocol: HTTP, hostname: "*.example"}',
      }),
    ).toMatchObject([
      {
        id: 'edge/gw~http',
        section: 'http',
        namespace: 'edge',
        servedBy: {
          code: 'services',
          hosts: ['gw-istio.edge.svc.cluster.local'],
        },
        servers: [
          {
            port: { number: 80, name: 'default', protocol: 'HTTP' },
            hosts: ['edge/*'],
            httpsRedirect: false,
          },
        ],
        from: { kind: 'KubernetesGateway', name: 'gw' },
      },
      {
        id: 'edge/gw~other',
        section: 'other',
        servers: [{ port: { number: 81 }, hosts: ['edge/*.example'] }],
      },
    ]);
  });

  it.each<[string, Shape, number]>([
    ['its own class', {}, 1],
    ['another class that is not there', { className: 'other' }, 0],
    ['one of its own', { className: 'x', more: gatewayClass('x', OWN) }, 1],
    ['one of others', { className: 'x', more: gatewayClass('x', 'y.io/z') }, 0],
    [
      'its own class, given to others',
      { more: gatewayClass('istio', 'y.io/z') },
      0,
    ],
    [
      'a Namespace that it does not read',
      { mesh: 'discoverySelectors: [{matchLabels: {team: a}}]' },
      0,
    ],
  ])('serves %s', (_, shape, expected) => {
    expect(gateways(shape)).toHaveLength(expected);
  });

  const MANAGED = ['gw-istio.edge.svc.cluster.local'];

  it.each<[string, readonly string[]]>([
    ['', MANAGED],
    ['{value: 192.0.2.1}', MANAGED],
    ['{type: IPAddress, value: 192.0.2.1}', MANAGED],
    [
      '{type: Hostname, value: ingress.istio-system.svc.cluster.local}',
      ['ingress.istio-system.svc.cluster.local'],
    ],
    ['{type: Hostname, value: ingress}', ['ingress.edge.svc.cluster.local']],
    [
      '{type: Hostname, value: a}, {value: b.example}, {type: IPAddress, value: 192.0.2.1}',
      ['a.edge.svc.cluster.local', 'b.example'],
    ],
    [
      '{type: IPAddress, value: 192.0.2.1}, {type: IPAddress, value: 192.0.2.2}',
      [],
    ],
  ])('with addresses [%s] is served by %j', (addresses, hosts) => {
    const [{ servedBy }] = gateways({ addresses });
    expect(servedBy).toEqual({ code: 'services', hosts });
  });

  it.each<[string, readonly string[]]>([
    ['from: Same', ['edge/*']],
    ['from: All', ['*/*']],
    ['from: Selector, selector: {matchLabels: {team: a}}', ['shop/*']],
    [
      'from: Selector, selector: {matchExpressions: [{key: team, operator: Exists}]}',
      ['pay/*', 'shop/*'],
    ],
    ['from: Selector, selector: {matchLabels: {team: x}}', ['~/*']],
  ])('takes routes {%s}', (namespaces, expected) => {
    const [{ servers }] = gateways({
      listeners: `{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {${namespaces}}}}`,
    });
    expect([...servers[0].hosts].sort()).toEqual(expected);
  });

  const NETWORK = 'topology.istio.io/network: n1';
  const AUTO =
    'options: {gateway.istio.io/listener-protocol: auto-passthrough}';

  it.each<[string, string, number, string | undefined]>([
    ['', '', 443, undefined],
    ['mode: Terminate', '', 443, 'SIMPLE'],
    ['mode: Terminate', NETWORK, 15443, 'SIMPLE'],
    ['mode: Passthrough', '', 15443, 'PASSTHROUGH'],
    ['mode: Passthrough', NETWORK, 443, 'PASSTHROUGH'],
    ['mode: Passthrough', NETWORK, 15443, 'AUTO_PASSTHROUGH'],
    [
      'mode: Passthrough',
      `${NETWORK}, networking.istio.io/gatewayPort: "443"`,
      443,
      'AUTO_PASSTHROUGH',
    ],
    [
      'mode: Passthrough',
      `${NETWORK}, networking.istio.io/gatewayPort: "443"`,
      15443,
      'PASSTHROUGH',
    ],
    [`mode: Passthrough, ${AUTO}`, '', 443, 'AUTO_PASSTHROUGH'],
    [`mode: Terminate, ${AUTO}`, '', 443, 'SIMPLE'],
  ])('TLS {%s} with labels {%s} at %d is %s', (tls, labels, port, expected) => {
    const [{ servers }] = gateways({
      labels,
      listeners: `{name: tls, port: ${port}, protocol: TLS${
        tls && `, tls: {${tls}}`
      }}`,
    });
    expect(servers[0].tlsMode).toBe(expected);
  });
});
