import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { gatewayServers } from './gatewayServers';
import { proxyRoutes } from './proxyRoutes';

const GATEWAY = { cluster: 'c1', namespace: 'web', pod: 'web' };

/** Gateways of the namespace of the gateway pod, oldest first; each with one server at port 8443. */
function gateways(servers: readonly string[]): string {
  return docs(
    ...servers.map(
      (server, i) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: g${i}, namespace: web, creationTimestamp: '2026-03-01T09:00:0${i}Z'}
spec: {selector: {app: web}, servers: [{${server}}]}
`,
    ),
  );
}

function snapshot(more: string) {
  const yaml = twoClusters({ more });
  const c1 = yaml.c1.replace('args: [proxy, sidecar]', 'args: [proxy, router]');
  return fleet({ ...yaml, c1 });
}

const accepted = (servers: readonly string[]) =>
  answer(snapshot(gateways(servers)), gatewayServers, GATEWAY).value.map(
    ({ gateway }) => gateway.from.name,
  );

const at = (protocol: string, name = 'p') =>
  `port: {number: 8443, name: ${name}, protocol: ${protocol}}`;
const HTTP = `${at('HTTP')}, hosts: [a.example.com]`;
const REDIRECT = `${at(
  'HTTP',
)}, tls: {httpsRedirect: true}, hosts: [a.example.com]`;
const TCP = `${at('TCP')}, hosts: ['*']`;
const tls = (host: string) =>
  `${at('TLS')}, tls: {mode: PASSTHROUGH}, hosts: ['${host}']`;
const https = (host: string) =>
  `${at('HTTPS')}, tls: {mode: SIMPLE, credentialName: c}, hosts: ['${host}']`;

describe('servers of one port, reference 4.5', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['plain HTTP twice', [HTTP, HTTP], ['g0', 'g1']],
    ['HTTP after TCP', [TCP, HTTP], ['g0']],
    ['TCP after HTTP', [HTTP, TCP], ['g0']],
    ['TCP twice', [TCP, TCP], ['g0']],
    [
      'TLS for two hosts',
      [tls('a.example.com'), tls('b.example.com')],
      ['g0', 'g1'],
    ],
    ['TLS for one host', [tls('a.example.com'), tls('a.example.com')], ['g0']],
    [
      'HTTPS beside TLS for another host',
      [tls('a.example.com'), https('b.example.com')],
      ['g0', 'g1'],
    ],
    [
      'a host for every namespace is the host',
      [https('*/a.example.com'), https('a.example.com')],
      ['g0'],
    ],
    [
      'hosts of two namespaces are two',
      [https('x/a.example.com'), https('y/a.example.com')],
      ['g0', 'g1'],
    ],
    ['HTTP beside one that redirects', [REDIRECT, HTTP], ['g0', 'g1']],
    ['two that redirect one host', [REDIRECT, REDIRECT], ['g0']],
  ])('%s', (_, servers, expected) => {
    expect(accepted(servers)).toEqual(expected);
  });
});

describe('routes of the Gateway API at one listener, reference 6.3', () => {
  const route = (namespace: string, name: string, port: number) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: '2026-03-01T09:00:00Z'}
spec:
  parentRefs: [{name: front, namespace: web}]
  hostnames: [a.example.com]
  rules: [{backendRefs: [{name: back, port: ${port}}]}]
`;

  it('of one second and one match, the namespace decides before the name, and nothing follows', () => {
    const found = answer(
      snapshot(
        docs(
          `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: web}
spec:
  gatewayClassName: istio
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: v1
kind: Service
metadata: {name: front-istio, namespace: web}
spec: {clusterIP: 10.9.0.3, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: front-1, namespace: web, labels: {kubernetes.io/service-name: front-istio}}
addressType: IPv4
ports: [{name: http, port: 80}]
endpoints: [{addresses: [10.1.0.9], targetRef: {kind: Pod, name: web}}]
`,
          route('b', 'a', 2),
          route('a', 'b', 1),
        ),
      ),
      proxyRoutes,
      GATEWAY,
    ).value.get('http.80');
    expect(
      found?.[0]?.routes.map(({ clusters }) => clusters?.[0].name),
    ).toEqual(['outbound|1||back.a.svc.cluster.local']);
  });
});
