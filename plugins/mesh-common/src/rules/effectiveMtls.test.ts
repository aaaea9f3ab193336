import { fleet } from '../__testUtils__/fleet';
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
      { cluster: 'c1', groups: [{ configCluster: undefined }] },
      { cluster: 'c2', groups: [{ mode: 'DISABLE', ports: [] }] },
    ]);
  });
});
