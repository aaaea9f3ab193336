import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { Snapshot } from '../model/snapshot';
import { accessToPod, PodAccess } from './accessToPod';
import { answer } from './answer';

const QUESTION: PodAccess = {
  server: { cluster: 'c1', namespace: 'shop', pod: 'cart-1' },
  client: { trustDomain: undefined, namespace: 'web', serviceAccount: 'site' },
  port: 80,
  protocol: 'http',
};

const policy = (spec: string, key = 'shop/p') =>
  config('AuthorizationPolicy', key, spec);
const from = (who: string) => `rules: [{from: [{source: {${who}}}]}]`;
const BY = [
  { cluster: 'c1', kind: 'AuthorizationPolicy', namespace: 'shop', name: 'p' },
];

const CART = workload('shop/cart');
const world = (...objects: readonly string[]) =>
  fleet({
    c1: docs(
      istiod('c1', {
        mesh: 'trustDomain: a.example, trustDomainAliases: [b.example]',
      }),
      namespace('shop'),
      ...objects,
    ),
  });

const verdict = (snapshot: Snapshot, changed: Partial<PodAccess> = {}) =>
  answer(snapshot, accessToPod, { ...QUESTION, ...changed }).value;

describe('accessToPod, reference 7.7', () => {
  it.each<[string, readonly string[], object]>([
    ['no policy', [CART], { code: 'allow', by: [] }],
    [
      'a policy that allows it',
      [CART, policy(`{${from('namespaces: [web]')}}`)],
      { code: 'allow', by: BY },
    ],
    [
      'a policy that allows others',
      [CART, policy(`{${from('namespaces: [pay]')}}`)],
      { code: 'deny', because: 'not-allowed', by: BY },
    ],
    [
      'a policy that denies it',
      [CART, policy(`{action: DENY, ${from('namespaces: [web]')}}`)],
      { code: 'deny', because: 'denied', by: BY },
    ],
    [
      'a policy of another namespace',
      [CART, policy(`{${from('namespaces: [pay]')}}`, 'web/p')],
      { code: 'allow', by: [] },
    ],
    [
      'a pod without proxy, where nobody looks at policies',
      [
        CART.replace('istio-proxy', 'app'),
        policy('{action: DENY, rules: [{}]}'),
      ],
      { code: 'not-enforced' },
    ],
    [
      'a pod that is not there',
      [],
      { code: 'unknown', reason: 'pod shop/cart-1 cannot be seen' },
    ],
  ])('%s', (_, objects, expected) => {
    expect(verdict(world(...objects))).toEqual(expected);
  });

  it('a pod whose control plane is not known is not judged', () => {
    expect(verdict(fleet({ c1: docs(CART, policy('{rules: [{}]}')) }))).toEqual(
      {
        code: 'unknown',
        reason: 'the control plane of pod shop/cart-1 is not known',
      },
    );
  });

  it.each([
    ['its own', undefined, 'allow'],
    ['that of the control plane', 'a.example', 'allow'],
    ['an alias of it', 'b.example', 'allow'],
    ['another', 'c.example', 'deny'],
  ])('the trust domain of a client: %s', (_, trustDomain, code) => {
    const snapshot = world(
      CART,
      policy(`{${from('principals: [a.example/ns/web/sa/site]')}}`),
    );
    const client = { trustDomain, namespace: 'web', serviceAccount: 'site' };
    expect(verdict(snapshot, { client }).code).toBe(code);
  });

  it('a client without identity is allowed by who asks for none', () => {
    const plain = (spec: string) =>
      verdict(world(CART, policy(spec)), { client: 'plaintext' }).code;
    expect(plain('{rules: [{}]}')).toBe('allow');
    expect(plain(`{${from('namespaces: [web]')}}`)).toBe('deny');
  });

  it('each client, port and protocol has its own answer', () => {
    const snapshot = world(
      CART,
      policy(
        `{rules: [{from: [{source: {namespaces: [web]}}], to: [{operation: {ports: ["80"]}}]}]}`,
      ),
    );
    const client = (home: string) => ({
      trustDomain: undefined,
      namespace: home,
      serviceAccount: 'site',
    });
    expect(verdict(snapshot).code).toBe('allow');
    expect(verdict(snapshot, { port: 81 }).code).toBe('deny');
    expect(verdict(snapshot, { client: client('pay') }).code).toBe('deny');
  });

  it.each<[string, string, object]>([
    [
      'what is denied by a policy stays denied',
      `{action: DENY, ${from('namespaces: [web]')}}`,
      { code: 'deny', because: 'denied', by: BY },
    ],
    [
      'what no policy allows may be allowed by one that is not seen',
      `{${from('namespaces: [pay]')}}`,
      {
        code: 'unknown',
        reason:
          'the AuthorizationPolicies of cluster c1 cannot be seen completely',
      },
    ],
    [
      'what is allowed may be denied by one that is not seen',
      `{${from('namespaces: [web]')}}`,
      {
        code: 'unknown',
        reason:
          'the AuthorizationPolicies of cluster c1 cannot be seen completely',
      },
    ],
  ])('where policies are not seen any more, %s', (_, spec, expected) => {
    const blind = seenAs(world(CART, policy(spec)), {
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      state: 'timeout',
    });
    expect(verdict(blind)).toEqual(expected);
  });
});
