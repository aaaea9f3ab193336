import { fleet } from '../__testUtils__/fleet';
import { docs, istiod } from '../__testUtils__/meshYaml';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { answer } from './answer';
import {
  discoveryAddress,
  discoveryService,
  proxyRevision,
  proxyVersion,
  systemNamespaceOf,
} from './proxyClaims';

/** A pod with annotations and a container, as flow mappings. */
const pod = (annotations: string, container: string) => `
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop, annotations: {${annotations}}}
spec: {containers: [{${container}}]}
`;

function told<A>(
  of: (found: PodRecord) => A,
  annotations: string,
  container: string,
): A {
  const rule: Rule<void, A> = {
    source: '2.4',
    nameOf: () => 'pod',
    ask: mesh => of(mesh.list('c1', 'Pod', 'shop')[0]),
  };
  return answer(fleet({ c1: pod(annotations, container) }), rule, undefined)
    .value;
}

const status = (text: string) => `sidecar.istio.io/status: '${text}'`;
const SIDECAR = 'name: istio-proxy, args: [proxy, sidecar]';
const ROUTER = 'name: istio-proxy, args: [proxy, router]';
const APP = 'name: app';

describe('what a proxy claims, reference 2.4', () => {
  it.each<[string, string, string, string | undefined]>([
    ['what injection wrote', status('{"revision":"r1"}'), SIDECAR, 'r1'],
    [
      'what injection wrote, before the annotation',
      `${status('{"revision":"r1"}')}, istio.io/rev: r2`,
      SIDECAR,
      'r1',
    ],
    ['the annotation', 'istio.io/rev: r2', SIDECAR, 'r2'],
    ['none that is named', status('{}'), SIDECAR, 'default'],
    ['none that is named, of a gateway', '', ROUTER, 'default'],
    ['none, as nobody injected it', '', SIDECAR, undefined],
    ['none, without proxy', status('{}'), APP, undefined],
  ])('its revision is %s', (_, annotations, container, expected) => {
    expect(told(proxyRevision, annotations, container)).toBe(expected);
  });

  it.each<[string, string | undefined]>([
    [`${SIDECAR}, image: 'proxyv2:1.30.1'`, '1.30.1'],
    [`${SIDECAR}, image: 'proxyv2@sha256:01'`, undefined],
    [`${APP}, image: 'app:1.30.1'`, undefined],
  ])('its version by {%s} is %s', (container, expected) => {
    expect(told(proxyVersion, '', container)).toBe(expected);
  });

  const env = (name: string, value: string) =>
    `env: [{name: ${name}, value: '${value}'}]`;

  it.each<[string, string | undefined]>([
    [
      `${SIDECAR}, ${env('CA_ADDR', 'istiod.istio-system.svc:15012')}`,
      'istiod.istio-system.svc:15012',
    ],
    [
      `${SIDECAR}, ${env(
        'PROXY_CONFIG',
        '{"discoveryAddress":"istiod-r1.blue.svc:15012"}',
      )}`,
      'istiod-r1.blue.svc:15012',
    ],
    [`${SIDECAR}, ${env('CA_ADDR', '')}`, undefined],
    [SIDECAR, undefined],
    [APP, undefined],
  ])('its istiod by {%s} is at %s', (container, expected) => {
    expect(told(discoveryAddress, '', container)).toBe(expected);
  });

  it.each<[string | undefined, string | undefined]>([
    ['istiod.istio-system.svc:15012', 'istio-system/istiod'],
    ['istiod-r1.blue.svc.cluster.local:15012', 'blue/istiod-r1'],
    ['istiod.istio-system.svc', 'istio-system/istiod'],
    ['istiod.istio-system.svcx:15012', undefined],
    ['istiod.istio-system', undefined],
    ['203.0.113.1:15012', undefined],
    ['x/istiod.istio-system.svc', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('the Service of address %s is %s', (address, expected) => {
    const found = discoveryService(address);
    expect(found && `${found.namespace}/${found.name}`).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['that of the address', env('CA_ADDR', 'istiod.blue.svc:15012'), 'blue'],
    [
      'the first of the cluster, for another address',
      env('CA_ADDR', '203.0.113.1:15012'),
      'mesh',
    ],
    ['the first of the cluster', 'env: []', 'mesh'],
  ])('its system namespace is %s', (_, container, expected) => {
    const rule: Rule<void, string> = {
      source: '2.4',
      nameOf: () => 'home',
      ask(mesh) {
        const [found] = mesh.list('c1', 'Pod', 'shop');
        return mesh.ask(systemNamespaceOf, { cluster: 'c1', pod: found });
      },
    };
    const c1 = docs(
      istiod('c1', { namespace: 'mesh' }),
      pod('', `${SIDECAR}, ${container}`),
    );
    expect(answer(fleet({ c1 }), rule, undefined).value).toBe(expected);
  });
});
