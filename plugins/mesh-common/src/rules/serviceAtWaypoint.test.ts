import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { serviceAtWaypoint } from './serviceAtWaypoint';

const CART = 'cart.shop.svc.cluster.local';
const WHOLE = `outbound|80||${CART}`;

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: way, namespace: shop, labels: {istio.io/waypoint-for: service}}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{type: Hostname, value: way.shop.svc.cluster.local}]}
`;

const pod = (ready = true) => `
apiVersion: v1
kind: Pod
metadata: {name: way-1, namespace: shop, labels: {gateway.networking.k8s.io/gateway-name: way}}
spec:
  containers:
  - name: istio-proxy
    args: [proxy, waypoint]
    env: [{name: ISTIO_META_CLUSTER_ID, value: c1}, {name: ISTIO_META_NETWORK, value: n1}]
status: {phase: Running, podIPs: [{ip: 10.1.0.8}], conditions: [{type: Ready, status: '${
  ready ? 'True' : 'False'
}'}]}
`;

/** The gateway of the network of c2, by HBONE. */
const EASTWEST = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: n2}}
spec:
  gatewayClassName: istio-east-west
  addresses: [{type: IPAddress, value: 203.0.113.2}]
  listeners: [{name: mesh, port: 15008, protocol: HBONE}]
status: {addresses: [{type: IPAddress, value: 203.0.113.2}]}
`;

const GLOBAL = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{serviceScopeConfigs: [{scope: GLOBAL}]}'}
`;

interface Given {
  readonly labels?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly c1?: readonly string[];
  readonly c2?: readonly string[];
}

function given({
  labels = 'istio.io/use-waypoint: way',
  env = {},
  c1 = [GATEWAY, pod()],
  c2 = [],
}: Given = {}) {
  const yaml = twoClusters({
    remote: 'n2',
    env: {
      PILOT_ENABLE_AMBIENT: 'true',
      AMBIENT_ENABLE_MULTI_NETWORK: 'true',
      ...env,
    },
  });
  const own = yaml.c1.replace(
    'metadata: {name: cart, namespace: shop}\nspec: {clusterIP',
    `metadata: {name: cart, namespace: shop, labels: {${labels}}}\nspec: {clusterIP`,
  );
  return answer(
    fleet({ c1: docs(own, ...c1), c2: docs(yaml.c2, ...c2) }),
    serviceAtWaypoint,
    { cluster: 'c1', service: { namespace: 'shop', name: 'cart' } },
  );
}

const names = (
  objects: readonly { kind: string; namespace: string; name: string }[],
) => objects.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);

describe('a service at its waypoint, reference 2.6', () => {
  it.each<[string, Given]>([
    ['none is named', { labels: '' }],
    ['it does not exist', { c1: [] }],
    [
      'it takes no services',
      { c1: [GATEWAY.replace('for: service', 'for: workload'), pod()] },
    ],
    [
      'istiod has ambient switched off',
      { env: { PILOT_ENABLE_AMBIENT: 'false' } },
    ],
  ])('is not there: %s', (_, options) => {
    expect(given(options).value).toBeUndefined();
  });

  it('names the Gateway, its control plane and how many pods are ready, with evidence', () => {
    const { value, because } = given({ c1: [GATEWAY, pod(false)] });
    expect(value).toMatchObject({
      waypoint: {
        cluster: 'c1',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'way',
      },
      controlPlane: { cluster: 'c1', deployment: 'istiod' },
      ready: 0,
      pods: 1,
    });
    expect(because).toContainEqual(
      expect.objectContaining({
        object: {
          cluster: 'c1',
          kind: 'Gateway',
          namespace: 'shop',
          name: 'way',
        },
        source: '2.6',
      }),
    );
  });

  it('says nothing of ports while no pod of it is seen', () => {
    expect(given({ c1: [GATEWAY] }).value).toMatchObject({
      pods: 0,
      ports: [],
    });
  });
});

describe('endpoints of a waypoint, reference 4.7', () => {
  const endpointsOf = (options: Given) =>
    given(options)
      .value?.ports[0].destinations.get(WHOLE)
      ?.map(({ address, port, cluster, tunnel }) =>
        [address, port, cluster, tunnel].filter(Boolean).join(' '),
      );
  const LOCAL = '10.1.0.1 8080 c1';
  const REMOTE = '203.0.113.2 15008 c2 double-hbone';

  it.each<[string, Given, readonly string[]]>([
    [
      'a global service has those behind gateways, too',
      { c1: [GATEWAY, pod(), GLOBAL], c2: [EASTWEST] },
      [LOCAL, REMOTE],
    ],
    ['not without a gateway', { c1: [GATEWAY, pod(), GLOBAL] }, [LOCAL]],
    ['not a local service', { c2: [EASTWEST] }, [LOCAL]],
    [
      'not if that is switched off',
      {
        c1: [GATEWAY, pod(), GLOBAL],
        c2: [EASTWEST],
        env: { AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT: 'false' },
      },
      [LOCAL],
    ],
  ])('%s', (_, options, expected) => {
    expect(endpointsOf(options)).toEqual(expected);
  });
});

describe('what a waypoint applies, reference 6.3 and 7.7', () => {
  const route = (name: string, namespace: string, backend: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRefs: [{group: '', kind: Service, name: cart, namespace: shop}]
  rules: [{backendRefs: [{name: ${backend}, port: 80}]}]
`;
  const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shift, namespace: shop, creationTimestamp: '2026-03-01T09:00:00Z'}
spec:
  hosts: [cart]
  http: [{route: [{destination: {host: cart, subset: v1}, weight: 90}, {destination: {host: cart, subset: gone}, weight: 10}]}]
`;
  const rule = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: cart, namespace: shop}
spec: {host: cart, subsets: [{name: v1, labels: {app: cart}}]}
`;
  const sidecar = `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: shop}
spec: {egress: [{hosts: ['none/*']}]}
`;
  const policy = (name: string, namespace: string, spec: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: {${spec}}
`;
  const at = (...more: readonly string[]) => {
    const { value } = given({ c1: [GATEWAY, pod(), ...more] });
    if (!value) throw new Error('no waypoint');
    return value;
  };

  it('without any route, all requests go to the service', () => {
    expect(at().ports).toMatchObject([
      {
        port: 80,
        routes: [{ match: 'prefix:/', clusters: [{ name: WHOLE }] }],
      },
    ]);
  });

  it('a route of the namespace of the service, not one of its consumers', () => {
    const found = at(
      route('own', 'shop', 'cart'),
      route('theirs', 'web', 'other'),
    );
    expect(names(found.routes.objects)).toEqual(['HTTPRoute shop/own']);
    expect(found.routes.others).toMatchObject([
      {
        object: { namespace: 'web', name: 'theirs' },
        reason: 'not-for-this-client',
      },
    ]);
  });

  it('of a VirtualService and a route the first in order', () => {
    const found = at(route('own', 'shop', 'cart'), virtualService);
    expect(names(found.routes.objects)).toEqual(['HTTPRoute shop/own']);
    expect(found.routes.others).toMatchObject([
      { object: { name: 'shift' }, reason: 'lost-to-another' },
    ]);
  });

  it('weights, and the subsets of the rule in force; no Sidecar limits it', () => {
    const found = at(virtualService, rule, sidecar);
    expect(names(found.destinationRules.objects)).toEqual([
      'DestinationRule shop/cart',
    ]);
    const [{ routes, destinations }] = found.ports;
    expect(routes[0].clusters).toEqual([
      { name: `outbound|80|v1|${CART}`, weight: 90 },
      { name: `outbound|80|gone|${CART}`, weight: 10 },
    ]);
    expect([...destinations.keys()]).toEqual([`outbound|80|v1|${CART}`]);
  });

  it('policies for the service, for the waypoint and for all waypoints', () => {
    const found = at(
      policy(
        'service',
        'shop',
        'targetRefs: [{kind: Service, group: "", name: cart}]',
      ),
      policy(
        'waypoint',
        'shop',
        'targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: way}]',
      ),
      policy(
        'class',
        'istio-system',
        'targetRefs: [{kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint}]',
      ),
      policy(
        'other',
        'shop',
        'targetRefs: [{kind: Service, group: "", name: bank}]',
      ),
      policy('pods', 'shop', 'selector: {matchLabels: {app: cart}}'),
    );
    expect(names(found.policies)).toEqual([
      'AuthorizationPolicy shop/service',
      'AuthorizationPolicy shop/waypoint',
      'AuthorizationPolicy istio-system/class',
    ]);
  });
});
