import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace as namespaceOf,
  workload as serviceWithPods,
} from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { effectiveMtls } from './effectiveMtls';

const WEB = { service: { namespace: 'web', name: 'web' } };

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec: {clusterIP: 10.9.0.2, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: web, labels: {kubernetes.io/service-name: web}}
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.1.0.9], targetRef: {kind: Pod, name: web}}]
`;

const policy = (namespace: string, name: string, spec: string) => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
`;

const mesh = (mode: string) =>
  policy('istio-system', 'mesh', `{mtls: {mode: ${mode}}}`);
const namespace = (mode: string) =>
  policy('web', 'namespace', `{mtls: {mode: ${mode}}}`);
const workload = (mode: string, port = '') =>
  policy(
    'web',
    'workload',
    `{selector: {matchLabels: {app: web}}, mtls: {mode: ${mode}}${
      port && `, portLevelMtls: {8080: {mode: ${port}}}`
    }}`,
  );

const modes = (...policies: readonly string[]) => {
  const more = [SERVICE, ...policies].join('---');
  const { value } = answer(fleet(twoClusters({ more })), effectiveMtls, WEB);
  const [group] = value[0].groups;
  return `${group.ports.map(({ mode }) => mode).join()} / ${group.mode}`;
};

describe('effectiveMtls, reference 7.6', () => {
  it.each<[readonly string[], string]>([
    [[], 'PERMISSIVE / PERMISSIVE'],
    [[mesh('STRICT')], 'STRICT / STRICT'],
    [[mesh('STRICT'), namespace('PERMISSIVE')], 'PERMISSIVE / PERMISSIVE'],
    [[mesh('STRICT'), workload('UNSET', 'DISABLE')], 'DISABLE / STRICT'],
    [
      [namespace('STRICT'), workload('PERMISSIVE', 'STRICT')],
      'STRICT / PERMISSIVE',
    ],
  ])('row %#', (policies, expected) => {
    expect(modes(...policies)).toBe(expected);
  });

  it('names the policies that decide and the pods, and tells pods without sidecar apart', () => {
    const more = [SERVICE, mesh('STRICT'), namespace('UNSET')].join('---');
    const snapshot = fleet(twoClusters({ more }));
    const { value, because, gaps } = answer(snapshot, effectiveMtls, WEB);
    expect(gaps).toEqual([]);
    expect(value).toMatchObject([
      {
        cluster: 'c1',
        groups: [
          {
            pods: ['web'],
            configCluster: 'c1',
            from: [{ name: 'mesh' }, { name: 'namespace' }],
          },
        ],
      },
    ]);
    expect(because.map(({ object }) => object.name)).toContain('mesh');
    const cart = { service: { namespace: 'shop', name: 'cart' } };
    expect(answer(snapshot, effectiveMtls, cart).value).toMatchObject([
      { cluster: 'c1', groups: [{ guard: 'none', configCluster: undefined }] },
      {
        cluster: 'c2',
        groups: [{ guard: 'none', mode: 'DISABLE', ports: [] }],
      },
    ]);
  });

  it.each(['PeerAuthentication', 'MeshConfig'] as const)(
    'is unknown where %s cannot be seen, whatever was seen before',
    kind => {
      const more = [SERVICE, mesh('STRICT')].join('---');
      const blind = seenAs(fleet(twoClusters({ more })), {
        cluster: 'c1',
        kind,
        state: 'timeout',
      });
      const { value, gaps } = answer(blind, effectiveMtls, WEB);
      expect(value[0].groups).toMatchObject([
        { mode: 'unknown', ports: [{ port: 8080, mode: 'unknown' }] },
      ]);
      expect(gaps.map(gap => gap.kind)).toContain(kind);
    },
  );

  describe('pods that a ztunnel captures', () => {
    const captured = `
apiVersion: v1
kind: Pod
metadata:
  name: plain
  namespace: web
  labels: {app: web}
  annotations: {ambient.istio.io/redirection: enabled}
spec: {containers: [{name: app}]}
status: {phase: Running, podIPs: [{ip: 10.1.0.10}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-2, namespace: web, labels: {kubernetes.io/service-name: web}}
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.1.0.10], conditions: {ready: true}, targetRef: {kind: Pod, name: plain}}]
`;
    const ofZtunnel = (...policies: readonly string[]) =>
      answer(
        fleet(
          twoClusters({ more: [SERVICE, captured, ...policies].join('---') }),
        ),
        effectiveMtls,
        WEB,
      ).value[0].groups.find(({ guard }) => guard === 'ztunnel');

    it('obey the same policies', () => {
      expect(ofZtunnel(mesh('STRICT'))).toMatchObject({
        pods: ['plain'],
        mode: 'STRICT',
        ports: [{ port: 8080, mode: 'STRICT' }],
        from: [{ name: 'mesh' }],
      });
    });

    it('cannot be told to take no mTLS (7.6)', () => {
      expect(ofZtunnel(mesh('DISABLE'))).toMatchObject({
        mode: 'PERMISSIVE',
        ports: [{ port: 8080, mode: 'PERMISSIVE' }],
      });
    });
  });
});

describe('effectiveMtls by group of pods, reference 7.6', () => {
  const CART = { service: { namespace: 'shop', name: 'cart' } };
  const PORTS = '[{name: http, port: 90}, {name: tcp, port: 80}]';
  const cart = (pods: number, edit: (pod: string) => string = pod => pod) =>
    serviceWithPods('shop/cart', { pods, ports: PORTS })
      .split('\n---\n')
      .map(object => (object.includes('kind: Pod\n') ? edit(object) : object))
      .join('\n---\n');
  const asked = (...objects: readonly string[]) =>
    answer(fleet({ c1: docs(...objects) }), effectiveMtls, CART).value.flatMap(
      ({ groups }) => groups,
    );
  const strict = (selector = '') =>
    config(
      'PeerAuthentication',
      'shop/p',
      `{mtls: {mode: STRICT}, ${selector}}`,
    );
  const at = (mode: string, ...ports: readonly number[]) =>
    ports.map(port => ({ port, mode }));
  const FROM = [
    {
      cluster: 'c1',
      kind: 'PeerAuthentication',
      namespace: 'shop',
      name: 'p',
    },
  ];

  it('pods that are treated alike are one, in order', () => {
    const later = cart(2, pod =>
      pod.includes('name: cart-1\n') ? pod.replace(/cart-1/g, 'cart-9') : pod,
    );
    expect(asked(istiod('c1'), namespaceOf('shop'), later, strict())).toEqual([
      {
        pods: ['cart-2', 'cart-9'],
        guard: 'sidecar',
        configCluster: 'c1',
        mode: 'STRICT',
        ports: at('STRICT', 80, 90),
        from: FROM,
      },
    ]);
  });

  it('those that a policy selects stand apart, and so do those without sidecar', () => {
    const mixed = cart(3, pod =>
      pod
        .replace(/(name: cart-2\n[^]*labels: \{)/, '$1version: v2, ')
        .replace(/(name: cart-3\n[^]*)istio-proxy/, '$1app'),
    );
    const groups = asked(
      istiod('c1'),
      namespaceOf('shop'),
      mixed,
      strict('selector: {matchLabels: {version: v2}}'),
    );
    expect(
      groups.map(({ pods, guard, mode, from, ports }) => [
        pods.join(),
        guard,
        mode,
        from.length,
        ports.length,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['cart-1', 'sidecar', 'PERMISSIVE', 0, 2],
        ['cart-2', 'sidecar', 'STRICT', 1, 2],
        ['cart-3', 'none', 'DISABLE', 0, 0],
      ]),
    );
    expect(groups).toHaveLength(3);
  });

  it('a port that a policy names counts, too', () => {
    const [{ ports }] = asked(
      istiod('c1'),
      namespaceOf('shop'),
      cart(1),
      config(
        'PeerAuthentication',
        'shop/p',
        "{selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, portLevelMtls: {'85': {mode: DISABLE}}}",
      ),
    );
    expect(ports).toEqual([
      { port: 80, mode: 'STRICT' },
      { port: 85, mode: 'DISABLE' },
      { port: 90, mode: 'STRICT' },
    ]);
  });

  it('of pods whose control plane is not known nothing is', () => {
    expect(asked(namespaceOf('shop'), cart(1))).toEqual([
      {
        pods: ['cart-1'],
        guard: 'unknown',
        configCluster: undefined,
        mode: 'unknown',
        ports: [],
        from: [],
      },
    ]);
  });

  describe('behind a ztunnel', () => {
    const captured = cart(1, pod =>
      pod
        .replace('istio-proxy', 'app')
        .replace(
          /sidecar.istio.io\/status: .*}'/,
          'ambient.istio.io/redirection: enabled',
        ),
    );

    it.each([
      ['STRICT', 'STRICT'],
      ['PERMISSIVE', 'PERMISSIVE'],
      // It cannot be told to take no mutual TLS.
      ['DISABLE', 'PERMISSIVE'],
    ])('%s is %s, at the ports of the endpoints', (mode, expected) => {
      const policies = config(
        'PeerAuthentication',
        'shop/p',
        `{mtls: {mode: ${mode}}}`,
      );
      expect(
        asked(istiod('c1'), namespaceOf('shop'), captured, policies),
      ).toEqual([
        {
          pods: ['cart-1'],
          guard: 'ztunnel',
          configCluster: 'c1',
          mode: expected,
          ports: at(expected, 80, 90),
          from: FROM,
        },
      ]);
    });

    it('which of two control planes it belongs to is not known', () => {
      expect(
        asked(
          istiod('c1'),
          istiod('c1', { revision: 'blue' }),
          namespaceOf('shop'),
          captured,
        ),
      ).toMatchObject([{ guard: 'unknown', mode: 'unknown' }]);
    });
  });
});
