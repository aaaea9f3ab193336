import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  injector,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { discoveryTenancy } from './discoveryTenancy';
import { namespaceIsolation } from './namespaceIsolation';
import { tenancy } from './tenancy';

const INJECTED = 'istio.io/rev: default';

const mesh = (...objects: readonly string[]) =>
  docs(istiod('c1'), injector('default'), ...objects);

const shop = namespace('shop', `${INJECTED}, meshwise.io/tenant: team-shop`);

const strict = (key = 'shop/default') =>
  config('PeerAuthentication', key, '{mtls: {mode: STRICT}}');
const sameTenant = config(
  'AuthorizationPolicy',
  'shop/same-tenant',
  '{rules: [{from: [{source: {namespaces: [shop]}}]}]}',
);
const QUOTA =
  '{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: shop}}';

const isolation = (...objects: readonly string[]) =>
  answer(fleet({ c1: mesh(...objects) }), namespaceIsolation, {
    cluster: 'c1',
    namespace: 'shop',
  });

describe('namespaceIsolation, reference 7.6 and 7.7', () => {
  it.each<[string, readonly string[], object]>([
    [
      'strict, and only the same tenant',
      [shop, strict(), sameTenant],
      { state: 'isolated', mtls: 'STRICT', stranger: 'refused' },
    ],
    [
      'strict only',
      [shop, strict()],
      { state: 'partly', mtls: 'STRICT', stranger: 'let-in' },
    ],
    [
      'strict by the mesh',
      [shop, strict('istio-system/default'), sameTenant],
      { state: 'isolated', mtls: 'STRICT' },
    ],
    [
      'named callers, and plain text accepted',
      [shop, sameTenant],
      { state: 'partly', mtls: 'PERMISSIVE', stranger: 'refused' },
    ],
    [
      'nothing',
      [shop],
      { state: 'open', mtls: 'PERMISSIVE', stranger: 'let-in' },
    ],
    [
      'an ALLOW for everybody closes nothing',
      [
        shop,
        strict(),
        sameTenant,
        config('AuthorizationPolicy', 'shop/all', '{rules: [{}]}'),
      ],
      { state: 'partly', stranger: 'let-in' },
    ],
    [
      'some requests of strangers',
      [
        shop,
        strict(),
        config(
          'AuthorizationPolicy',
          'shop/health',
          '{rules: [{to: [{operation: {paths: [/health]}}]}]}',
        ),
      ],
      { state: 'partly', stranger: 'depends' },
    ],
    [
      'a policy for one workload says nothing of the others',
      [
        shop,
        strict(),
        config(
          'AuthorizationPolicy',
          'shop/one',
          '{selector: {matchLabels: {app: x}}}',
        ),
      ],
      { state: 'partly', stranger: 'let-in' },
    ],
    [
      'no sidecar',
      [namespace('shop'), strict(), sameTenant],
      { state: 'outside', mtls: 'unknown', stranger: 'unknown' },
    ],
    ['a quota', [shop, QUOTA], { quota: true }],
    ['no quota', [shop], { quota: false }],
    [
      'a limited scope',
      [shop, config('Sidecar', 'shop/default', '{egress: [{hosts: ["./*"]}]}')],
      { scope: 'limited' },
    ],
    [
      'a scope for one workload',
      [
        shop,
        config(
          'Sidecar',
          'shop/default',
          '{workloadSelector: {labels: {a: b}}, egress: [{hosts: ["./*"]}]}',
        ),
      ],
      { scope: 'everything' },
    ],
    [
      'the scope of the root namespace',
      [
        shop,
        config(
          'Sidecar',
          'istio-system/default',
          '{egress: [{hosts: ["./*"]}]}',
        ),
      ],
      { scope: 'limited' },
    ],
  ])('%s', (_, objects, expected) => {
    const { value, gaps } = isolation(...objects);
    expect(value).toMatchObject(expected);
    expect(gaps).toEqual([]);
  });

  it('shows the policies that decide', () => {
    expect(
      isolation(shop, strict(), sameTenant).because.map(
        ({ object }) => `${object.kind} ${object.name}`,
      ),
    ).toEqual(
      expect.arrayContaining([
        'PeerAuthentication default',
        'AuthorizationPolicy same-tenant',
      ]),
    );
  });

  it.each([
    ['PeerAuthentication', 'mtls'],
    ['AuthorizationPolicy', 'stranger'],
    ['Sidecar', 'scope'],
    ['ResourceQuota', 'quota'],
  ] as const)('is never isolated by what cannot be seen: %s', (kind, part) => {
    const whole = fleet({ c1: mesh(shop, strict(), sameTenant) });
    const blind = seenAs(whole, { cluster: 'c1', kind, state: 'timeout' });
    const at = { cluster: 'c1', namespace: 'shop' };
    const { value, gaps } = answer(blind, namespaceIsolation, at);
    expect(value[part]).toBe('unknown');
    expect(value.state).toBe(
      part === 'mtls' || part === 'stranger' ? 'unknown' : 'isolated',
    );
    expect(gaps.map(gap => gap.kind)).toContain(kind);
  });
});

describe('tenancy, reference 7.1', () => {
  const clusters = {
    c1: mesh(
      shop,
      strict(),
      sameTenant,
      namespace('web', `${INJECTED}, meshwise.io/tenant: team-web`),
      namespace('idle', INJECTED),
      namespace('kube-system'),
      namespace('default'),
    ),
    c2: docs(
      namespace('shop', 'meshwise.io/tenant: team-web'),
      namespace('apart'),
    ),
  };

  it('shows tenants, namespaces and clusters, and what nobody claims', () => {
    const { value } = answer(fleet(clusters), tenancy, undefined);
    expect(
      value.tenants.map(({ tenant, namespaces }) => [
        tenant,
        namespaces.map(({ namespace: name, verdict, clusters: cells }) => [
          name,
          verdict.code,
          cells.map(
            ({ cluster, tenant: owner, isolation: { state } }) =>
              `${cluster} ${owner} ${state}`,
          ),
        ]),
      ]),
    ).toEqual([
      [
        'team-shop',
        [
          [
            'shop',
            'conflict',
            ['c1 team-shop isolated', 'c2 team-web outside'],
          ],
        ],
      ],
      [
        'team-web',
        [
          [
            'shop',
            'conflict',
            ['c1 team-shop isolated', 'c2 team-web outside'],
          ],
          ['web', 'owned-by', ['c1 team-web open']],
        ],
      ],
    ]);
    expect(value.unclaimed.map(row => row.namespace)).toEqual(['idle']);
    expect(value.unseen).toEqual([]);
  });

  it('leaves out namespaces of the mesh itself', () => {
    const { value } = answer(
      fleet({ c1: docs(istiod('c1', { namespace: 'mesh-blue' })) }),
      tenancy,
      undefined,
    );
    expect(value).toEqual({ tenants: [], unclaimed: [], unseen: [] });
  });

  it('says which clusters it does not see; names are then undecidable', () => {
    const blind = seenAs(fleet(clusters), {
      cluster: 'c2',
      kind: 'Namespace',
      state: 'forbidden',
    });
    const { value } = answer(blind, tenancy, undefined);
    expect(value.unseen).toEqual(['c2']);
    expect(
      value.tenants.map(({ namespaces }) => namespaces[0].verdict.code),
    ).toEqual(['undecidable', 'undecidable']);
  });
});

describe('discoveryTenancy, reference 2.5', () => {
  it('tells what a control plane reads from what it injects', () => {
    const snapshot = fleet({
      c1: docs(
        istiod('c1', { mesh: 'discoverySelectors: [{matchLabels: {m: a}}]' }),
        injector('default'),
        namespace('shop', `${INJECTED}, m: a`),
        namespace('web', INJECTED),
        namespace('ops', 'm: a'),
        workload('shop/cart'),
      ),
    });
    expect(answer(snapshot, discoveryTenancy, 'c1').value).toEqual([
      {
        controlPlane: {
          cluster: 'c1',
          namespace: 'istio-system',
          deployment: 'istiod',
        },
        selected: ['ops', 'shop'],
        owned: ['shop', 'web'],
        ownedUnselected: ['web'],
      },
    ]);
  });
});
