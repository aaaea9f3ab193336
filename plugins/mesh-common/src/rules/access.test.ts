import { fleet, seenAs } from '../__testUtils__/fleet';
import { access, AccessQuestion } from './access';
import { answer } from './answer';

const istiod = (aliases = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: c1}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{trustDomain: mesh.example, trustDomainAliases: [${aliases}]}'}
`;

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly target?: number;
}

const cart = (
  { name = 'http', port = 80, target = 8080 }: Port = {},
  proxy = true,
) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{name: ${name}, port: ${port}, targetPort: ${target}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop, labels: {app: cart}}
spec: {containers: [${
  proxy
    ? `{name: istio-proxy, image: 'proxyv2:1.31.0', args: [proxy, sidecar], env: [{name: ISTIO_META_CLUSTER_ID, value: c1}]}`
    : '{name: app}'
}]}
status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: ${name}, port: ${target}}]
endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1}}]
`;

const policy = (spec: string, name = 'p', namespace = 'shop', extra = '') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}, ${extra}}
spec: ${spec}
`;

const WEB = {
  trustDomain: undefined,
  namespace: 'web',
  serviceAccount: 'front',
};

const ask = (
  yaml: readonly string[],
  client: AccessQuestion['client'] = WEB,
  options: { readonly port?: Port; readonly aliases?: string } = {},
) => {
  const snapshot = fleet({
    c1: [istiod(options.aliases), cart(options.port), ...yaml].join('---'),
  });
  const question = {
    service: { namespace: 'shop', name: 'cart' },
    port: options.port?.port ?? 80,
    client,
  };
  return answer(snapshot, access, question);
};

const verdict = (...given: Parameters<typeof ask>) =>
  ask(...given).value.clusters[0].verdict;

const from = (source: string) => `{rules: [{from: [{source: ${source}}]}]}`;
const deny = (source: string) =>
  `{action: DENY, rules: [{from: [{source: ${source}}]}]}`;

describe('access, reference 7.7', () => {
  it.each<[string, readonly string[], string]>([
    ['no policy', [], 'allow'],
    ['spec: {} denies all', [policy('{}')], 'deny'],
    ['ALLOW with an empty rule allows all', [policy('{rules: [{}]}')], 'allow'],
    ['DENY without rules never denies', [policy('{action: DENY}')], 'allow'],
    [
      'DENY with an empty rule denies all',
      [policy('{action: DENY, rules: [{}]}')],
      'deny',
    ],
    ['namespaces', [policy(from('{namespaces: [web]}'))], 'allow'],
    ['another namespace', [policy(from('{namespaces: [ops]}'))], 'deny'],
    [
      'DENY before ALLOW',
      [policy('{rules: [{}]}', 'a'), policy(deny('{namespaces: [web]}'), 'b')],
      'deny',
    ],
    [
      'any ALLOW that matches',
      [policy('{}', 'a'), policy(from('{namespaces: [web]}'), 'b')],
      'allow',
    ],
    ['AUDIT only logs', [policy('{action: AUDIT, rules: [{}]}')], 'allow'],
    [
      'dry run is not enforced',
      [policy('{}', 'p', 'shop', 'annotations: {istio.io/dry-run: "true"}')],
      'allow',
    ],
    [
      'selector of another workload',
      [policy('{selector: {matchLabels: {app: other}}}')],
      'allow',
    ],
    [
      'root namespace speaks to all',
      [policy('{}', 'p', 'istio-system')],
      'deny',
    ],
    ['other namespaces do not', [policy('{}', 'p', 'ops')], 'allow'],
    [
      'attached policies do not speak to sidecars',
      [policy('{targetRefs: [{kind: Service, group: "", name: cart}]}')],
      'allow',
    ],
    [
      'a policy for another revision',
      [policy('{}', 'p', 'shop', 'labels: {istio.io/rev: r9}')],
      'allow',
    ],
    [
      'a rule with an attribute nobody knows is left out',
      [policy('{rules: [{when: [{key: x.y, values: [z]}]}]}')],
      'deny',
    ],
    [
      'when: source.namespace',
      [policy('{rules: [{when: [{key: source.namespace, values: [web]}]}]}')],
      'allow',
    ],
    [
      'CUSTOM leaves it to its provider',
      [policy('{action: CUSTOM, provider: {name: opa}, rules: [{}]}')],
      'depends',
    ],
    [
      'CUSTOM with a rule that does not match',
      [
        policy(
          '{action: CUSTOM, provider: {name: opa}, rules: [{from: [{source: {namespaces: [x]}}]}]}',
        ),
      ],
      'allow',
    ],
    [
      'paths depend on the request',
      [policy('{rules: [{to: [{operation: {paths: [/v1/*]}}]}]}')],
      'depends',
    ],
    [
      'paths do not help a client that may not come at all',
      [
        policy(
          '{rules: [{from: [{source: {namespaces: [ops]}}], to: [{operation: {paths: [/v1/*]}}]}]}',
        ),
      ],
      'deny',
    ],
    [
      'addresses cannot be told from objects',
      [policy(from('{ipBlocks: [10.0.0.0/8]}'))],
      'depends',
    ],
  ])('%s', (_, policies, code) => {
    const { value, gaps } = ask(policies);
    expect(value.clusters[0].verdict.code).toBe(code);
    expect(gaps).toEqual([]);
  });

  it.each<[string, string, string | undefined, string]>([
    ['cluster.local/ns/web/sa/front', '', undefined, 'allow'],
    ['cluster.local/ns/web/sa/front', 'old.example', 'old.example', 'allow'],
    ['mesh.example/ns/web/sa/front', 'old.example', 'old.example', 'allow'],
    ['mesh.example/ns/web/sa/front', '', 'old.example', 'deny'],
    ['other.example/ns/web/sa/front', '', 'other.example', 'allow'],
    ['*/ns/web/sa/front', '', 'other.example', 'allow'],
    ['*', '', undefined, 'allow'],
    ['mesh.example/ns/web/*', '', undefined, 'allow'],
    ['mesh.example/ns/web/sa/back', '', undefined, 'deny'],
  ])(
    'principal %s with aliases [%s] and a client of %s: %s',
    (principal, aliases, trustDomain, code) => {
      const rules = [policy(from(`{principals: ["${principal}"]}`))];
      const client = { ...WEB, trustDomain };
      expect(verdict(rules, client, { aliases }).code).toBe(code);
    },
  );

  it.each([
    ['{namespaces: ["w*"]}', 'allow'],
    ['{namespaces: ["*b"]}', 'allow'],
    ['{namespaces: ["*x*"]}', 'deny'],
    ['{serviceAccounts: [web/front]}', 'allow'],
    ['{serviceAccounts: [front]}', 'deny'],
    ['{trustDomains: [mesh.example]}', 'allow'],
    ['{trustDomains: [other]}', 'deny'],
    ['{notNamespaces: [web]}', 'deny'],
    ['{notPrincipals: [mesh.example/ns/web/sa/back]}', 'allow'],
  ])('source %s: %s', (source, code) => {
    expect(verdict([policy(from(source))]).code).toBe(code);
  });

  it('namespaces match in any trust domain', () => {
    const stranger = { ...WEB, trustDomain: 'foreign.example' };
    const rules = [policy(from('{namespaces: [web]}'))];
    expect(verdict(rules, stranger).code).toBe('allow');
  });

  it('a client without mutual TLS has no identity, so negations match it', () => {
    const named = [policy(from('{namespaces: [web]}'))];
    expect(verdict(named, 'plaintext').code).toBe('deny');
    const others = [policy(from('{notNamespaces: [ops]}'))];
    expect(verdict(others, 'plaintext').code).toBe('allow');
    const denied = [policy(deny('{namespaces: [web]}'))];
    expect(verdict(denied, 'plaintext').code).toBe('allow');
  });

  it('ports are those of the pod', () => {
    const to = (port: number) => [
      policy(`{rules: [{to: [{operation: {ports: ["${port}"]}}]}]}`),
    ];
    expect(verdict(to(8080)).code).toBe('allow');
    expect(verdict(to(80)).code).toBe('deny');
  });

  describe('HTTP fields on a port that carries bytes', () => {
    const port = { name: 'tcp-db' };
    const methods = '{operation: {methods: [GET]}}';

    it('an ALLOW rule never matches, not even by its other operations', () => {
      const rules = policy(
        `{rules: [{to: [${methods}, {operation: {ports: ["8080"]}}]}]}`,
      );
      expect(verdict([rules], WEB, { port }).code).toBe('deny');
    });

    it('a DENY rule keeps the rest', () => {
      const rules = (namespace: string) =>
        policy(
          `{action: DENY, rules: [{from: [{source: {namespaces: [${namespace}]}}], to: [${methods}]}]}`,
        );
      expect(verdict([rules('web')], WEB, { port }).code).toBe('deny');
      expect(verdict([rules('ops')], WEB, { port }).code).toBe('allow');
    });

    it('a protocol read off the bytes decides only where both agree', () => {
      const detected = { port: { name: 'main' } };
      const rules = policy(`{rules: [{to: [${methods}]}]}`);
      expect(verdict([rules], WEB, detected)).toMatchObject({
        code: 'depends',
        on: ['detected protocol', 'method'],
      });
      expect(verdict([policy('{}')], WEB, detected).code).toBe('deny');
    });
  });

  it('names the policies that decide', () => {
    const { value, because } = ask([
      policy(from('{namespaces: [ops]}'), 'callers'),
    ]);
    const callers = {
      cluster: 'c1',
      kind: 'AuthorizationPolicy',
      namespace: 'shop',
      name: 'callers',
    };
    expect(value.clusters).toEqual([
      {
        cluster: 'c1',
        verdict: { code: 'deny', because: 'not-allowed', by: [callers] },
        pods: [expect.objectContaining({ pods: ['cart-1'] })],
      },
    ]);
    expect(because).toContainEqual(
      expect.objectContaining({ object: callers, found: 'deny' }),
    );
  });

  it('has no effect without a proxy', () => {
    const snapshot = fleet({
      c1: [istiod(), cart({}, false), policy('{}')].join('---'),
    });
    const question = {
      service: { namespace: 'shop', name: 'cart' },
      port: 80,
      client: WEB,
    };
    expect(
      answer(snapshot, access, question).value.clusters[0].verdict,
    ).toEqual({ code: 'not-enforced' });
  });

  describe('what cannot be seen', () => {
    const question = {
      service: { namespace: 'shop', name: 'cart' },
      port: 80,
      client: WEB,
    };
    const blind = (yaml: string) =>
      seenAs(fleet({ c1: [istiod(), cart(), yaml].join('---') }), {
        cluster: 'c1',
        kind: 'AuthorizationPolicy',
        state: 'timeout',
      });

    it.each([
      ['nothing', policy('{action: DENY}')],
      ['an ALLOW that matches', policy(from('{namespaces: [web]}'))],
      ['an ALLOW that does not', policy('{}')],
    ])('never allows nor refuses by %s', (_, yaml) => {
      const { value, gaps } = answer(blind(yaml), access, question);
      expect(value.clusters[0].verdict.code).toBe('unknown');
      expect(gaps).toMatchObject([{ kind: 'AuthorizationPolicy' }]);
    });

    it('keeps a denial, which nothing can lift', () => {
      const denied = blind(policy(deny('{namespaces: [web]}')));
      expect(
        answer(denied, access, question).value.clusters[0].verdict.code,
      ).toBe('deny');
    });

    it('a trust domain that cannot be read decides nothing', () => {
      const yaml = [istiod('[['), cart(), policy('{rules: [{}]}')].join('---');
      const { value } = answer(fleet({ c1: yaml }), access, question);
      expect(value.clusters[0].verdict.code).toBe('unknown');
    });

    it('an unreadable policy is not seen either', () => {
      const broken = policy('{rules: [{from: [{source: {namespaces: 7}}]}]}');
      expect(verdict([broken]).code).toBe('unknown');
    });
  });

  it('a hostile wildcard costs no time', () => {
    const wild = `${'*a'.repeat(2000)}*`;
    const client = { ...WEB, namespace: 'a'.repeat(253) };
    expect(
      verdict([policy(from(`{namespaces: ["${wild}"]}`))], client).code,
    ).toBe('deny');
  });
});
