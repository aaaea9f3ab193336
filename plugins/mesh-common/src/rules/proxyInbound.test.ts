import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { proxyInbound } from './proxyInbound';

const CART = { cluster: 'c1', namespace: 'shop', pod: 'cart-1' };

/** Ports that the sidecar of `shop/cart`, which a Service calls at 80, listens to. */
const ports = (objects: readonly string[], env = '') =>
  Object.fromEntries(
    [
      ...answer(
        fleet({
          c1: docs(
            istiod('c1', { env }),
            namespace('shop'),
            workload('shop/cart'),
            ...objects,
          ),
        }),
        proxyInbound,
        CART,
      ).value,
    ].map(([port, { mtls }]) => [port, mtls]),
  );

const sidecar = (spec: string, key = 'shop/cart') =>
  config('Sidecar', key, `{${spec}}`);

const INGRESS =
  'ingress: [{port: {number: 9443, protocol: HTTP, name: http}, defaultEndpoint: 127.0.0.1:8080}]';

const strict = (spec = '') =>
  config(
    'PeerAuthentication',
    'shop/cart',
    `{selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, ${spec}}`,
  );

describe('ports that a sidecar listens to, reference 3.8 and 7.6', () => {
  it.each<[string, readonly string[], object]>([
    [
      'those that services lead to',
      [],
      { 80: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'the same with a Sidecar that says nothing of them',
      [sidecar("egress: [{hosts: ['*/*']}]")],
      { 80: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'those that its Sidecar names, and no other',
      [sidecar(INGRESS)],
      { 9443: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'those of a Sidecar that selects it',
      [sidecar(`workloadSelector: {labels: {app: cart}}, ${INGRESS}`)],
      { 9443: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'not those of a Sidecar that selects others',
      [sidecar(`workloadSelector: {labels: {app: other}}, ${INGRESS}`)],
      { 80: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'not those of a Sidecar elsewhere',
      [sidecar(INGRESS, 'web/cart')],
      { 80: 'PERMISSIVE', '*': 'PERMISSIVE' },
    ],
    [
      'and those that a policy names',
      [sidecar(INGRESS), strict('portLevelMtls: {80: {mode: DISABLE}}')],
      { 80: 'DISABLE', 9443: 'STRICT', '*': 'STRICT' },
    ],
  ])('%s', (_, objects, expected) => {
    expect(ports(objects)).toEqual(expected);
  });

  it('both, where istiod joins them', () => {
    expect(
      ports(
        [sidecar(INGRESS)],
        '{name: PILOT_ALLOW_SIDECAR_SERVICE_INBOUND_LISTENER_MERGE, value: "true"}',
      ),
    ).toEqual({ 80: 'PERMISSIVE', 9443: 'PERMISSIVE', '*': 'PERMISSIVE' });
  });
});
