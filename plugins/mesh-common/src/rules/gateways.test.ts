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
});
