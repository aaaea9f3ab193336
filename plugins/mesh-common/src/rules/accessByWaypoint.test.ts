import { fleet, seenAs } from '../__testUtils__/fleet';
import { access } from './access';
import { accessByWaypoint } from './accessByWaypoint';
import { answer } from './answer';

const SYSTEM = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: c1}, {name: PILOT_ENABLE_AMBIENT, value: 'true'}]}]}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: waypoint, namespace: shop, labels: {istio.io/waypoint-for: service}}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{type: IPAddress, value: 10.97.0.9}]}
`;

const cart = (captured = true) => `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop, labels: {app: cart}, annotations: {ambient.istio.io/redirection: ${
  captured ? 'enabled' : 'pending'
}}}
spec: {containers: [{name: app}]}
status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1}}]
`;

let count = 0;
const policy = (spec: string, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p${(count += 1)}, namespace: ${namespace}}
spec: ${spec}
`;

const allow = (namespaces: string, target = '') =>
  `{${target} rules: [{from: [{source: {namespaces: [${namespaces}]}}]}]}`;
const AT_SERVICE = 'targetRefs: [{kind: Service, group: "", name: cart}],';
const AT_WAYPOINT =
  'targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}],';
const AT_CLASS =
  'targetRefs: [{kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint}],';

const QUESTION = {
  service: { namespace: 'shop', name: 'cart' },
  port: 80,
  client: { trustDomain: undefined, namespace: 'web', serviceAccount: 'front' },
};

const world = (...yaml: readonly string[]) =>
  fleet({ c1: [SYSTEM, cart(), ...yaml].join('---') });

const through = (...yaml: readonly string[]) =>
  answer(world(...yaml), accessByWaypoint, { cluster: 'c1', ...QUESTION })
    .value;

describe('access through a waypoint, reference 7.7', () => {
  it.each<[string, readonly string[], string]>([
    ['nothing is said', [], 'allow'],
    ['allowed at the service', [policy(allow('web', AT_SERVICE))], 'allow'],
    ['others are allowed there', [policy(allow('pay', AT_SERVICE))], 'deny'],
    [
      'others are allowed at the waypoint',
      [policy(allow('pay', AT_WAYPOINT))],
      'deny',
    ],
    [
      'others are allowed at all waypoints',
      [policy(allow('pay', AT_CLASS), 'istio-system')],
      'deny',
    ],
    [
      'a policy for all waypoints counts in the root namespace only',
      [policy(allow('pay', AT_CLASS))],
      'allow',
    ],
    [
      'the pods allow the client, but its calls come from the waypoint',
      [policy(allow('web'))],
      'deny',
    ],
    ['the pods allow the waypoint', [policy(allow('shop'))], 'allow'],
    [
      'the waypoint allows the client, and the pods the waypoint',
      [policy(allow('web', AT_SERVICE)), policy(allow('shop'))],
      'allow',
    ],
    [
      'fields of requests are judged at the waypoint',
      [
        policy(
          `{${AT_SERVICE} rules: [{to: [{operation: {methods: [GET]}}]}]}`,
        ),
      ],
      'depends',
    ],
    [
      'ports at a waypoint',
      [policy(`{${AT_SERVICE} rules: [{to: [{operation: {ports: ["80"]}}]}]}`)],
      'unknown',
    ],
  ])('%s', (_, yaml, code) => {
    expect(through(...yaml)).toMatchObject({
      waypoint: 'shop/waypoint',
      verdict: { code },
    });
  });

  it.each<[string, readonly string[], string]>([
    [
      'ports that it must not be',
      [
        policy(
          `{${AT_SERVICE} action: DENY, rules: [{to: [{operation: {notPorts: ["80"]}}]}]}`,
        ),
      ],
      'unknown',
    ],
    [
      'pods judge by their own port',
      [policy('{rules: [{to: [{operation: {ports: ["8080"]}}]}]}')],
      'allow',
    ],
    [
      'and not by that of the Service',
      [policy('{rules: [{to: [{operation: {ports: ["80"]}}]}]}')],
      'deny',
    ],
    [
      'pods see the identity that the controller gives the waypoint',
      [
        policy(
          '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]}',
        ),
      ],
      'allow',
    ],
    [
      'or that of its pods',
      [
        policy(
          '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]}',
        ),
        `
apiVersion: v1
kind: Pod
metadata: {name: waypoint-1, namespace: shop, labels: {gateway.networking.k8s.io/gateway-name: waypoint}}
spec: {serviceAccountName: other, containers: [{name: istio-proxy, image: 'proxyv2:1.31.0', args: [proxy, waypoint], env: [{name: ISTIO_META_CLUSTER_ID, value: c1}]}]}
status: {phase: Running, podIPs: [{ip: 10.0.0.9}]}
`,
      ],
      'deny',
    ],
    [
      'a client that the waypoint denies, whatever else is not known',
      [
        policy(
          `{${AT_SERVICE} action: DENY, rules: [{from: [{source: {namespaces: [web]}}]}]}`,
        ),
      ],
      'deny',
    ],
  ])('%s', (_, yaml, code) => {
    expect(through(...yaml)?.verdict.code).toBe(code);
  });

  it('names the policies of both', () => {
    const at = policy(allow('web', AT_SERVICE));
    const verdict = through(at, policy(allow('shop')))?.verdict;
    const names = [count - 1, count].map(number => ({
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      namespace: 'shop',
      name: `p${number}`,
    }));
    expect(verdict).toEqual({ code: 'allow', by: names });
  });

  it('says once on what it depends, in order', () => {
    const { verdict } =
      through(
        policy(
          `{${AT_SERVICE} rules: [{to: [{operation: {paths: [/a], methods: [GET]}}]}]}`,
        ),
      ) ?? {};
    expect(verdict).toMatchObject({
      code: 'depends',
      on: ['method', 'path'],
    });
  });

  it('a client without identity is one that nobody names', () => {
    const plain = (...yaml: readonly string[]) =>
      answer(world(...yaml), accessByWaypoint, {
        cluster: 'c1',
        ...QUESTION,
        client: 'plaintext',
      }).value?.verdict.code;
    expect(plain()).toBe('allow');
    expect(plain(policy(allow('web', AT_SERVICE)))).toBe('deny');
  });

  it('takes no calls to a service that names none, or that does not exist', () => {
    const ask = (yaml: string) =>
      answer(fleet({ c1: [SYSTEM, yaml].join('---') }), accessByWaypoint, {
        cluster: 'c1',
        ...QUESTION,
      }).value;
    expect(
      ask(
        cart().replace(
          'labels: {istio.io/use-waypoint: waypoint}',
          'labels: {}',
        ),
      ),
    ).toBeUndefined();
    expect(ask(cart().split('---').slice(1).join('---'))).toBeUndefined();
  });

  it('pods that no ztunnel serves are not called through it', () => {
    const snapshot = fleet({ c1: [SYSTEM, cart(false)].join('---') });
    expect(
      answer(snapshot, accessByWaypoint, { cluster: 'c1', ...QUESTION }).value,
    ).toBeUndefined();
  });

  it('where waypoint and pods say the same to the client, it does not matter how it calls', () => {
    const verdict = (...yaml: readonly string[]) =>
      answer(world(...yaml), access, QUESTION).value.clusters[0].verdict;
    expect(verdict().code).toBe('allow');
    expect(verdict(policy(allow('web')))).toMatchObject({
      code: 'depends',
      on: ['waypoint shop/waypoint'],
    });
    expect(verdict(policy(allow('pay')))).toMatchObject({ code: 'deny' });
  });

  it('allows nothing that cannot be seen', () => {
    const blind = seenAs(world(), {
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      state: 'forbidden',
    });
    const { value } = answer(blind, accessByWaypoint, {
      cluster: 'c1',
      ...QUESTION,
    });
    expect(value?.verdict.code).toBe('unknown');
  });

  it.each<[string, string, object]>([
    [
      'what the waypoint denies stays denied',
      `{${AT_SERVICE} action: DENY, rules: [{from: [{source: {namespaces: [web]}}]}]}`,
      { code: 'deny', because: 'denied' },
    ],
    [
      'what it does not allow may be allowed by what is not seen',
      allow('pay', AT_SERVICE),
      { code: 'unknown' },
    ],
  ])('where policies are not seen any more, %s', (_, spec, expected) => {
    const blind = seenAs(world(policy(spec)), {
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      state: 'timeout',
    });
    const { value } = answer(blind, accessByWaypoint, {
      cluster: 'c1',
      ...QUESTION,
    });
    expect(value?.verdict).toMatchObject(expected);
  });
});
