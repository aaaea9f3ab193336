import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { ConfigKind } from '../model/configKinds';
import { Rule } from '../model/rule';
import { answer } from './answer';
import { ConfigOf, isNeeded } from './configNeeded';
import { meshPrimaries } from './meshPrimaries';

const both = ['c1', 'c2'];

/** Whether an object of c1 would have something to decide under the primary of c2. */
function needed(kind: ConfigKind, yaml: string, ...inC2: readonly string[]) {
  const rule: Rule<void, boolean> = {
    source: '6.5',
    nameOf: () => 'needed',
    ask(mesh) {
      const [record] = mesh.list('c1', kind);
      const second = mesh
        .ask(meshPrimaries, 'prod')
        .find(({ cluster }) => cluster === 'c2');
      if (!second) throw new Error('c2 has no primary');
      return isNeeded(mesh, second, { kind, record } as ConfigOf);
    },
  };
  const clusters = {
    c1: docs(istiod('c1', { watches: both }), yaml),
    c2: docs(istiod('c2', { watches: [...both, 'c3'] }), ...inC2),
    // A remote of c2.
    c3: docs(
      `{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: c2}}}`,
      workload('far/away', { cluster: 'c3' }),
    ),
  };
  return answer(fleet(clusters), rule, undefined).value;
}

const service = (key: string) =>
  workload(key, { cluster: 'c2' }).split('\n---\n')[0];
const pods = (key: string) => workload(key, { cluster: 'c2' });

describe('isNeeded, reference 6.5', () => {
  const rule = (host: string) =>
    config('DestinationRule', 'shop/a', `{host: '${host}'}`);

  it.each<[string, string, readonly string[], boolean]>([
    ['a service that is defined there', 'cart', [service('shop/cart')], true],
    [
      'by its full name',
      'pay.bank.svc.cluster.local',
      [service('bank/pay')],
      true,
    ],
    [
      'a service of a remote that is served from there',
      'away.far.svc.cluster.local',
      [],
      true,
    ],
    ['a name with a dot, which is no short name', 'away.far', [], false],
    ['a service of another name', 'cart', [service('shop/pay')], false],
    ['a service of another namespace', 'cart', [service('web/cart')], false],
    ['pods without the service', 'cart', [pods('shop/pay')], false],
    [
      'another host, with callers there',
      'example.com',
      [pods('shop/pay')],
      true,
    ],
    [
      'another host, with a Service only',
      'example.com',
      [service('shop/pay')],
      false,
    ],
    [
      'another host, with callers elsewhere',
      'example.com',
      [pods('web/pay')],
      false,
    ],
  ])('a DestinationRule for %s', (_, host, inC2, expected) => {
    expect(needed('DestinationRule', rule(host), ...inC2)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['of a service', '{hosts: [cart]}', true],
    ['of several hosts, one of which is there', '{hosts: [pay, cart]}', true],
    ['of a service that is not there', '{hosts: [pay]}', false],
    ['of sidecars by name', '{hosts: [cart], gateways: [mesh]}', true],
    ['of gateways and sidecars', '{hosts: [cart], gateways: [a, mesh]}', true],
    [
      'of a gateway, which is where it is',
      '{hosts: [cart], gateways: [a]}',
      false,
    ],
  ])('a VirtualService %s', (_, spec, expected) => {
    expect(
      needed(
        'VirtualService',
        config('VirtualService', 'shop/a', spec),
        service('shop/cart'),
      ),
    ).toBe(expected);
  });

  const SERVICE = `{group: '', kind: Service, name: cart, port: 80}`;
  const OTHER = `{group: '', kind: Service, name: cart, namespace: web, port: 80}`;
  const GATEWAY = '{name: cart}';

  it.each<[string, string, boolean]>([
    ['a service', SERVICE, true],
    ['a service of another namespace', OTHER, false],
    ['a gateway', GATEWAY, false],
    ['a gateway and a service', `${GATEWAY}, ${SERVICE}`, true],
  ])('a route of the Gateway API for %s', (_, parents, expected) => {
    for (const kind of ['HTTPRoute', 'GRPCRoute'] as const) {
      const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: a, namespace: shop}
spec: {parentRefs: [${parents}], rules: []}
`;
      expect(needed(kind, route, service('shop/cart'))).toBe(expected);
    }
  });

  it.each<[ConfigKind, string]>([
    ['PeerAuthentication', '{mtls: {mode: STRICT}}'],
    ['AuthorizationPolicy', '{rules: [{}]}'],
    ['Sidecar', `{egress: [{hosts: ['./*']}]}`],
  ])(
    '%s: for workloads there, and in the root namespace for all',
    (kind, spec) => {
      const of = (home: string) => config(kind, `${home}/a`, spec);
      expect(needed(kind, of('shop'), pods('shop/cart'))).toBe(true);
      expect(needed(kind, of('far'))).toBe(true);
      expect(needed(kind, of('shop'), service('shop/cart'))).toBe(false);
      expect(needed(kind, of('shop'), pods('web/cart'))).toBe(false);
      expect(needed(kind, of('istio-system'))).toBe(true);
    },
  );

  it('a ServiceEntry: for callers of its namespace there', () => {
    const entry = (home: string) =>
      config('ServiceEntry', `${home}/a`, '{hosts: [example.com]}');
    expect(needed('ServiceEntry', entry('shop'), pods('shop/cart'))).toBe(true);
    expect(needed('ServiceEntry', entry('shop'), namespace('shop'))).toBe(
      false,
    );
    expect(needed('ServiceEntry', entry('istio-system'))).toBe(false);
  });

  it('a Gateway is bound to where its pods are', () => {
    const gateway = config('Gateway', 'shop/a', '{selector: {app: cart}}');
    expect(needed('Gateway', gateway, pods('shop/cart'))).toBe(false);
  });
});
