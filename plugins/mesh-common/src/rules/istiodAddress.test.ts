import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { istiodAddress, istiodUrl } from './istiodAddress';

const service = (spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system}
spec: ${spec}
`;

const slice = (...endpoints: readonly string[]) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: istiod-1, namespace: istio-system, labels: {kubernetes.io/service-name: istiod}}
addressType: IPv4
endpoints: [${endpoints.join()}]
`;

/** An entrance to `c2`, by address and by name. */
const OUTSIDE = `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system}
spec: {type: LoadBalancer, ports: [{port: 15012}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}, {hostname: istiod.example.com}]}}
`;

const PORTS = 'ports: [{port: 15012}]';

describe('istiodAddress, reference 1.5', () => {
  it.each<[string, string, object]>([
    ['there is no Service', '', { code: 'unknown' }],
    [
      'pods are selected',
      service(`{selector: {app: istiod}, ${PORTS}}`),
      { code: 'here' },
    ],
    [
      'a name that belongs to a cluster',
      service(`{type: ExternalName, externalName: istiod.example.com}`),
      { code: 'elsewhere', address: 'istiod.example.com', cluster: 'c2' },
    ],
    [
      'a name that belongs to nobody',
      service(`{type: ExternalName, externalName: other.example.com}`),
      { code: 'elsewhere', address: 'other.example.com', cluster: undefined },
    ],
    [
      'an address that belongs to a cluster',
      docs(service(`{${PORTS}}`), slice('{addresses: [203.0.113.1]}')),
      { code: 'elsewhere', address: '203.0.113.1', cluster: 'c2' },
    ],
    [
      'an endpoint that is a pod',
      docs(
        service(`{${PORTS}}`),
        slice(
          '{addresses: [10.0.0.1], targetRef: {kind: Pod, name: istiod-1}}',
        ),
      ),
      { code: 'here' },
    ],
    [
      'endpoints without address are passed over',
      docs(
        service(`{${PORTS}}`),
        slice('{addresses: []}', '{addresses: [203.0.113.9]}'),
      ),
      { code: 'elsewhere', address: '203.0.113.9', cluster: undefined },
    ],
    [
      'neither selector nor endpoints',
      service(`{${PORTS}}`),
      { code: 'unknown' },
    ],
  ])('%s', (_, yaml, expected) => {
    const snapshot = fleet({ c1: docs(yaml), c2: OUTSIDE });
    expect(
      answer(snapshot, istiodAddress, {
        cluster: 'c1',
        service: { namespace: 'istio-system', name: 'istiod' },
      }).value,
    ).toMatchObject(expected);
  });
});

describe('istiodUrl, reference 2.1', () => {
  it.each([
    [
      'https://203.0.113.1:15017/inject',
      { code: 'elsewhere', address: '203.0.113.1', cluster: 'c2' },
    ],
    [
      'https://istiod.example.com/inject',
      { code: 'elsewhere', address: 'istiod.example.com', cluster: 'c2' },
    ],
    [
      'https://[2001:db8::1]:15017/inject',
      { code: 'elsewhere', address: '2001:db8::1', cluster: undefined },
    ],
    ['nowhere', { code: 'unknown', reason: 'the URL nowhere cannot be read' }],
    [
      'file:///',
      { code: 'unknown', reason: 'the URL file:/// cannot be read' },
    ],
  ])('%s', (url, expected) => {
    expect(
      answer(fleet({ c1: '', c2: OUTSIDE }), istiodUrl, url).value,
    ).toEqual(expected);
  });
});
