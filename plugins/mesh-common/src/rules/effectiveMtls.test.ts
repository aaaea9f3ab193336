import { fleet, seenAs } from '../__testUtils__/fleet';
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
