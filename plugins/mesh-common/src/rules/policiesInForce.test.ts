import { fleet, seenAs } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { policiesInForce } from './policiesInForce';

const WEB = { cluster: 'c1', service: { namespace: 'web', name: 'web' } };

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec: {clusterIP: 10.9.0.2, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;

interface Options {
  readonly namespace?: string;
  readonly created?: string;
  readonly more?: string;
}

const policy = (
  kind: 'PeerAuthentication' | 'AuthorizationPolicy',
  name: string,
  spec: string,
  options: Options = {},
) => {
  const { namespace = 'web', created = '2026-01-02', more = '' } = options;
  return `
apiVersion: security.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: '${created}T00:00:00Z', ${more}}
spec: ${spec}
`;
};

const peer = (name: string, spec: string, options?: Options) =>
  policy('PeerAuthentication', name, spec, options);
const allow = (name: string, spec: string, options?: Options) =>
  policy('AuthorizationPolicy', name, spec, options);
const MINE = 'selector: {matchLabels: {app: web}}';
const OTHERS = 'selector: {matchLabels: {app: other}}';
const ROOT = { namespace: 'istio-system' };

const ask = (...policies: readonly string[]) => {
  const more = [SERVICE, ...policies].join('---');
  return answer(fleet(twoClusters({ more })), policiesInForce, WEB);
};

describe('policiesInForce, reference 7.6: PeerAuthentications', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['none', [], [], []],
    [
      'the closest that says something',
      [
        peer('mesh', '{mtls: {mode: STRICT}}', ROOT),
        peer('ns', '{mtls: {mode: PERMISSIVE}}'),
        peer('mine', `{${MINE}, mtls: {mode: UNSET}}`),
      ],
      ['ns'],
      ['mesh overridden', 'mine says-nothing'],
    ],
    [
      'a mode and the exceptions of another',
      [
        peer('mesh', '{mtls: {mode: STRICT}}', ROOT),
        peer('mine', `{${MINE}, portLevelMtls: {8080: {mode: DISABLE}}}`),
      ],
      ['mine', 'mesh'],
      [],
    ],
    [
      'the oldest of a level',
      [
        peer('old', '{mtls: {mode: STRICT}}'),
        peer('young', '{mtls: {mode: DISABLE}}', { created: '2026-01-03' }),
      ],
      ['old'],
      ['young lost-to-older'],
    ],
    [
      'selectors',
      [
        peer('root', `{${MINE}, mtls: {mode: DISABLE}}`, ROOT),
        peer('others', `{${OTHERS}, mtls: {mode: DISABLE}}`),
      ],
      [],
      ['root selector-in-root', 'others other-workloads'],
    ],
    [
      'another revision',
      [
        peer('r9', '{mtls: {mode: DISABLE}}', {
          more: 'labels: {istio.io/rev: r9}',
        }),
      ],
      [],
      ['r9 other-revision'],
    ],
  ])('%s', (_, policies, objects, others) => {
    const [{ peerAuthentications }] = ask(...policies).value;
    expect(peerAuthentications.objects.map(({ name }) => name)).toEqual(
      objects,
    );
    expect(
      peerAuthentications.others.map(
        ({ object, reason }) => `${object.name} ${reason}`,
      ),
    ).toEqual(others);
  });
});

describe('policiesInForce, reference 7.7: AuthorizationPolicies', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['none', [], [], []],
    [
      'in the order of evaluation',
      [
        allow('a', '{}'),
        allow('d', '{action: DENY, rules: [{}]}', ROOT),
        allow('c', '{action: CUSTOM, provider: {name: x}, rules: [{}]}'),
      ],
      ['CUSTOM c', 'DENY d', 'ALLOW a'],
      [],
    ],
    [
      'that decide nothing',
      [
        allow('audit', '{action: AUDIT, rules: [{}]}'),
        allow('dry', '{}', {
          more: "annotations: {istio.io/dry-run: 'true'}",
        }),
        allow('idle', '{action: DENY}'),
        allow('others', `{${OTHERS}}`),
        allow('waypoint', '{targetRefs: [{kind: Service, name: web}]}'),
      ],
      [],
      [
        'audit not-enforced',
        'dry not-enforced',
        'idle matches-nothing',
        'others other-workloads',
        'waypoint attached',
      ],
    ],
  ])('%s', (_, policies, objects, others) => {
    const { value, because, gaps } = ask(...policies);
    const [{ authorizationPolicies }] = value;
    expect(gaps).toEqual([]);
    expect(
      authorizationPolicies.objects.map(
        ({ action, object }) => `${action} ${object.name}`,
      ),
    ).toEqual(objects);
    expect(
      authorizationPolicies.others.map(
        ({ object, reason }) => `${object.name} ${reason}`,
      ),
    ).toEqual(others);
    const shown = because.map(({ object }) => object.name);
    for (const object of objects) expect(shown).toContain(object.split(' ')[1]);
  });
});

describe('policiesInForce', () => {
  it('says who guards the pods, and has nothing to say where nobody does', () => {
    const snapshot = fleet(twoClusters({ more: SERVICE }));
    const cart = { namespace: 'shop', name: 'cart' };
    expect(answer(snapshot, policiesInForce, WEB).value).toMatchObject([
      { pods: ['web'], guard: 'sidecar', configCluster: 'c1' },
    ]);
    expect(
      answer(snapshot, policiesInForce, { cluster: 'c2', service: cart }).value,
    ).toMatchObject([{ guard: 'none', configCluster: undefined }]);
  });

  it('lists a copy in another cluster as one that is not read', () => {
    const more = [SERVICE, peer('ns', '{mtls: {mode: STRICT}}')].join('---');
    const base = twoClusters({ more });
    const snapshot = fleet({
      ...base,
      c2: [base.c2, peer('ns', '{mtls: {mode: DISABLE}}')].join('---'),
    });
    const [{ peerAuthentications }] = answer(
      snapshot,
      policiesInForce,
      WEB,
    ).value;
    expect(peerAuthentications).toMatchObject({
      objects: [{ cluster: 'c1', name: 'ns' }],
      others: [
        {
          object: { cluster: 'c2', name: 'ns' },
          reason: 'other-config-cluster',
        },
      ],
    });
  });

  it('names the ztunnel that guards captured pods, and the waypoint before them', () => {
    const more = `${SERVICE}---
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
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: way, namespace: web}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{type: Hostname, value: way.web.svc.cluster.local}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: web, labels: {istio.io/use-waypoint: way}}
---
${allow('l4', '{}')}`;
    const { value } = answer(
      fleet(twoClusters({ more })),
      policiesInForce,
      WEB,
    );
    expect(value.find(({ guard }) => guard === 'ztunnel')).toMatchObject({
      pods: ['plain'],
      configCluster: 'c1',
      waypoint: 'web/way.web.svc.cluster.local:15008',
      authorizationPolicies: { objects: [{ object: { name: 'l4' } }] },
    });
  });

  it('tells what it could not see', () => {
    const blind = seenAs(fleet(twoClusters({ more: SERVICE })), {
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      state: 'forbidden',
    });
    expect(answer(blind, policiesInForce, WEB).gaps).toMatchObject([
      { cluster: 'c1', kind: 'AuthorizationPolicy', state: 'forbidden' },
    ]);
  });
});
