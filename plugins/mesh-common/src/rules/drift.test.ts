import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { configWithoutEffect } from './configWithoutEffect';
import { drift, MeshDrift } from './drift';

const both = ['c1', 'c2'];

const side = (cluster: string, ...objects: readonly string[]) =>
  docs(
    istiod(cluster, { watches: both }),
    namespace('shop'),
    workload('shop/cart', { cluster }),
    ...objects,
  );

const asked = (c1: readonly string[], c2: readonly string[]) =>
  answer(fleet({ c1: side('c1', ...c1), c2: side('c2', ...c2) }), drift, {
    mesh: 'prod',
  });

const rule = (spec: string, key = 'shop/cart', metadata = '') =>
  config(
    'DestinationRule',
    key,
    `{host: cart.shop.svc.cluster.local, ${spec}}`,
    metadata,
  );
const virtual = (name: string, created: string) =>
  config(
    'VirtualService',
    `shop/${name}`,
    '{hosts: [cart.shop.svc.cluster.local], http: [{route: [{destination: {host: cart}}]}]}',
    `creationTimestamp: '2026-01-${created}T00:00:00Z'`,
  );
const policy = (spec: string) => config('AuthorizationPolicy', 'shop/p', spec);
const RANDOM = 'trafficPolicy: {loadBalancer: {simple: RANDOM}}';
const ROUND = 'trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}';

const summary = ({ objects }: MeshDrift) =>
  objects.map(({ kind, namespace: home, name, readBy, drifts }) => ({
    object: `${kind} ${home}/${name}`,
    readBy,
    drifts,
  }));

describe('drift, reference 6.5', () => {
  it('tells what the copies say in the fields that differ', () => {
    const { value } = asked([rule(RANDOM)], [rule(ROUND)]);

    expect(value.objects.map(({ fields }) => fields)).toEqual([
      [
        {
          field: 'trafficPolicy.loadBalancer',
          variants: [
            { clusters: ['c1'], code: 'shown', text: 'simple: RANDOM' },
            { clusters: ['c2'], code: 'shown', text: 'simple: ROUND_ROBIN' },
          ],
        },
      ],
    ]);
  });

  it('equal copies do not drift, whatever their order and written-out defaults', () => {
    const { value, gaps } = asked(
      [rule(RANDOM), policy('{action: ALLOW, rules: [{}]}')],
      [policy('{rules: [{}]}'), rule(`exportTo: [], ${RANDOM}`)],
    );
    expect(value.objects).toEqual([]);
    expect(value.settings).toEqual([]);
    expect(gaps).toEqual([]);
  });

  it('names the primaries and what they serve', () => {
    expect(asked([], []).value.primaries).toEqual([
      { cluster: 'c1', serves: ['c1'] },
      { cluster: 'c2', serves: ['c2'] },
    ]);
  });

  it('missing: an object that would decide something there', () => {
    const { value, because } = asked([rule('subsets: [{name: v1}]')], []);
    expect(summary(value)).toEqual([
      {
        object: 'DestinationRule shop/cart',
        readBy: 'client',
        drifts: [
          { code: 'missing', present: ['c1'], missing: ['c2'], subsets: true },
        ],
      },
    ]);
    expect(because).toContainEqual(
      expect.objectContaining({
        object: {
          cluster: 'c1',
          kind: 'DestinationRule',
          namespace: 'shop',
          name: 'cart',
        },
        field: 'spec',
      }),
    );
  });

  it.each([
    [
      'a rule for a service that is not defined there',
      config('DestinationRule', 'shop/other', '{host: other}'),
    ],
    [
      'a policy of a namespace without workloads there',
      config('AuthorizationPolicy', 'web/p', '{}'),
    ],
    [
      'a route of a gateway',
      config(
        'VirtualService',
        'shop/edge',
        '{hosts: [cart.shop.svc.cluster.local], gateways: [edge]}',
      ),
    ],
    [
      'an object for another revision',
      rule(RANDOM, 'shop/cart', 'labels: {istio.io/rev: r9}'),
    ],
  ])('does not miss %s', (_, object) => {
    expect(asked([object], []).value.objects).toEqual([]);
  });

  it('missing: a policy of the root namespace, wherever it is not', () => {
    const mesh = config(
      'PeerAuthentication',
      'istio-system/default',
      '{mtls: {mode: STRICT}}',
    );
    expect(summary(asked([mesh], []).value)).toMatchObject([
      { readBy: 'server', drifts: [{ code: 'missing', missing: ['c2'] }] },
    ]);
  });

  it('differs: names the parts, the most common variant first', () => {
    const three = fleet({
      c1: side('c1', rule(`${RANDOM}, subsets: [{name: v1}]`)),
      c2: side('c2', rule(ROUND)),
      c3: side('c3', rule(ROUND)),
    });
    expect(summary(answer(three, drift, { mesh: 'prod' }).value)).toEqual([
      {
        object: 'DestinationRule shop/cart',
        readBy: 'client',
        drifts: [
          {
            code: 'differs',
            variants: [['c2', 'c3'], ['c1']],
            fields: ['subsets', 'trafficPolicy.loadBalancer'],
          },
        ],
      },
    ]);
  });

  it('differs: also in fields that no rule reads', () => {
    const retries = (attempts: number) =>
      config(
        'VirtualService',
        'shop/cart',
        `{hosts: [cart.shop.svc.cluster.local], http: [{retries: {attempts: ${attempts}}}]}`,
      );
    expect(summary(asked([retries(1)], [retries(2)]).value)).toMatchObject([
      { drifts: [{ code: 'differs', fields: ['http'] }] },
    ]);
  });

  it('shadowed: equal copies, and another rule comes first in one cluster', () => {
    const root = config(
      'DestinationRule',
      'istio-system/all',
      '{host: "*.shop.svc.cluster.local"}',
    );
    const wide = rule(RANDOM, 'istio-system/cart');
    const { value } = asked([wide, root], [wide, root, rule(ROUND)]);
    expect(summary(value)).toContainEqual({
      object: 'DestinationRule istio-system/cart',
      readBy: 'client',
      drifts: [
        {
          code: 'shadowed',
          effective: ['c1'],
          shadowed: ['c2'],
          by: 'shop/cart',
        },
      ],
    });
  });

  it('age order: the same objects, another one is the oldest', () => {
    const { value } = asked(
      [virtual('a', '01'), virtual('b', '02')],
      [virtual('a', '02'), virtual('b', '01')],
    );
    const winners = [
      { cluster: 'c1', object: 'shop/a' },
      { cluster: 'c2', object: 'shop/b' },
    ];
    expect(
      summary(value).map(({ object, drifts }) => [object, drifts]),
    ).toEqual([
      ['VirtualService shop/a', [{ code: 'age-order', winners }]],
      ['VirtualService shop/b', [{ code: 'age-order', winners }]],
    ]);
  });

  it.each([
    ['trustDomain', 'trustDomain: a', 'trustDomain: b', true],
    ['trustDomainAliases', 'trustDomainAliases: [a]', '', true],
    [
      'serviceSettings',
      'serviceSettings: [{settings: {clusterLocal: true}, hosts: ["*"]}]',
      '',
      true,
    ],
    ['rootNamespace', 'rootNamespace: root', '', false],
    ['localityLbSetting', 'localityLbSetting: {enabled: false}', '', false],
    [
      'discoverySelectors',
      'discoverySelectors: [{matchLabels: {a: b}}]',
      '',
      false,
    ],
    ['defaultServiceExportTo', 'defaultServiceExportTo: ["."]', '', false],
    ['enableAutoMtls', 'enableAutoMtls: false', '', false],
    [
      'outboundTrafficPolicy',
      'outboundTrafficPolicy: {mode: REGISTRY_ONLY}',
      '',
      false,
    ],
    [
      'defaultVirtualServiceExportTo',
      'defaultVirtualServiceExportTo: ["."]',
      '',
      false,
    ],
    [
      'defaultDestinationRuleExportTo',
      'defaultDestinationRuleExportTo: ["."]',
      '',
      false,
    ],
    [
      'defaultTrafficPolicy',
      'defaultTrafficPolicy: {loadBalancer: {simple: RANDOM}}',
      '',
      false,
    ],
  ])('mesh config: %s', (field, a, b, severe) => {
    const snapshot = fleet({
      c1: istiod('c1', { watches: both, mesh: a }),
      c2: istiod('c2', { watches: both, mesh: b }),
    });
    const { value, because } = answer(snapshot, drift, { mesh: 'prod' });
    expect(value.settings).toEqual([
      {
        field,
        severe,
        variants: both.map(cluster => [
          { cluster, controlPlane: 'istio-system/istiod' },
        ]),
      },
    ]);
    expect(because.map(item => item.field)).toContain(`data.mesh ${field}`);
  });

  it.each([
    [
      'aliases in another order',
      'trustDomainAliases: [a, b]',
      'trustDomainAliases: [b, a]',
    ],
    ['a default that is written out', 'enableAutoMtls: true', ''],
  ])('mesh config does not drift by %s', (_, a, b) => {
    const snapshot = fleet({
      c1: istiod('c1', { watches: both, mesh: a }),
      c2: istiod('c2', { watches: both, mesh: b }),
    });
    expect(answer(snapshot, drift, { mesh: 'prod' }).value.settings).toEqual(
      [],
    );
  });

  it('mesh config: names who says the same together, and where each says it', () => {
    const snapshot = fleet({
      c1: istiod('c1', { watches: both, mesh: 'trustDomain: a' }),
      c2: docs(
        istiod('c2', {
          watches: both,
          revision: 'blue',
          mesh: 'trustDomain: b',
        }),
        istiod('c2', { watches: both, mesh: 'trustDomain: a' }),
      ),
    });
    const { value, because } = answer(snapshot, drift, { mesh: 'prod' });
    expect(value.settings.map(({ variants }) => variants)).toEqual([
      [
        [
          { cluster: 'c1', controlPlane: 'istio-system/istiod' },
          { cluster: 'c2', controlPlane: 'istio-system/istiod' },
        ],
        [{ cluster: 'c2', controlPlane: 'istio-system/istiod-blue' }],
      ],
    ]);
    expect(
      because
        .filter(({ field }) => field === 'data.mesh trustDomain')
        .map(
          ({ object }) =>
            `${object.cluster} ${object.namespace}/${object.name}`,
        )
        .sort(),
    ).toEqual([
      'c1 istio-system/istio',
      'c2 istio-system/istio',
      'c2 istio-system/istio-blue',
    ]);
  });

  it('a mesh with one primary has nothing to drift', () => {
    const alone = fleet({
      c1: docs(
        istiod('c1', { mesh: 'rootNamespace: a' }),
        istiod('c1', { revision: 'r2', mesh: 'rootNamespace: b' }),
        namespace('shop'),
        rule(RANDOM),
      ),
    });
    expect(answer(alone, drift, { mesh: 'prod' }).value).toMatchObject({
      objects: [],
      settings: [],
    });
  });

  it('what cannot be seen is not missing, and the answer says so', () => {
    const whole = fleet({ c1: side('c1', rule(RANDOM)), c2: side('c2') });
    const blind = seenAs(whole, {
      cluster: 'c2',
      kind: 'DestinationRule',
      state: 'timeout',
    });
    const { value, gaps } = answer(blind, drift, { mesh: 'prod' });
    expect(value.objects).toEqual([]);
    expect(gaps).toMatchObject([{ cluster: 'c2', kind: 'DestinationRule' }]);
  });
});

describe('configWithoutEffect, reference 6.5', () => {
  const remote = docs(
    namespace('istio-system'),
    `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system}
spec: {type: ExternalName, externalName: 203.0.113.1, ports: [{port: 15012}]}
`,
    rule(RANDOM),
  );
  const eastwest = `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 15012}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
`;

  it('finds configuration in a remote, and none in a primary or outside of any mesh', () => {
    const snapshot = fleet({
      c1: docs(istiod('c1', { watches: both }), eastwest, rule(RANDOM)),
      c2: remote,
      c3: rule(RANDOM),
    });
    expect(answer(snapshot, configWithoutEffect, undefined).value).toEqual([
      {
        cluster: 'c2',
        kind: 'DestinationRule',
        namespace: 'shop',
        name: 'cart',
        readFrom: ['c1'],
      },
    ]);
  });
});
