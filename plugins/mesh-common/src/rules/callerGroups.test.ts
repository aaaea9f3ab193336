import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  node,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import {
  CallerGroup,
  callerGroups,
  callerGroupsInCluster,
} from './callerGroups';

const EU = 'topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: a';

const groupsIn = (...objects: readonly string[]) =>
  answer(
    fleet({ c1: docs(istiod('c1'), ...objects) }),
    callerGroupsInCluster,
    'c1',
  ).value;

/** Where, how many and of which workloads. */
const told = (groups: readonly CallerGroup[]) =>
  groups.map(
    ({ namespace: home, locality, revision, sidecar, pods, workloads }) =>
      [
        home,
        locality,
        revision,
        sidecar,
        `${pods}:`,
        ...workloads.map(({ name, pods: of }) => `${name}=${of}`),
      ]
        .filter(Boolean)
        .join(' '),
  );

/** A pod with a proxy, changed. */
const caller = (key: string, from = '', to = '', options = {}) =>
  workload(key, options).replaceAll(from, to);

describe('callerGroupsInCluster, reference 3.8', () => {
  it('are pods of a namespace, a locality, a revision and a Sidecar', () => {
    expect(
      told(
        groupsIn(
          istiod('c1', { revision: 'blue' }),
          node('eu', EU),
          namespace('web'),
          workload('web/a', { pods: 2 }),
          workload('web/b', { addresses: '10.0.1' }),
          workload('web/far', { addresses: '10.0.2', node: 'eu' }),
          workload('web/new', { addresses: '10.0.3', revision: 'blue' }),
          workload('web/small', { addresses: '10.0.4' }),
          workload('shop/cart', { addresses: '10.0.5' }),
          config(
            'Sidecar',
            'web/small',
            `{workloadSelector: {labels: {app: small}}, egress: [{hosts: ['./*']}]}`,
          ),
        ),
      ),
    ).toEqual([
      'shop default 1: cart=1',
      'web blue 1: new=1',
      'web default 3: a=2 b=1',
      'web default web/small 1: small=1',
      'web eu/a default 1: far=1',
    ]);
  });

  it('each is told with its control plane and its first pod, and so is each workload', () => {
    expect(groupsIn(workload('web/b'), workload('web/a', { pods: 2 }))).toEqual(
      [
        {
          cluster: 'c1',
          locality: '',
          namespace: 'web',
          revision: 'default',
          controlPlane: {
            cluster: 'c1',
            namespace: 'istio-system',
            deployment: 'istiod',
          },
          sidecar: '',
          client: { cluster: 'c1', namespace: 'web', pod: 'a-1' },
          pods: 3,
          workloads: [
            {
              name: 'a',
              pods: 2,
              client: { cluster: 'c1', namespace: 'web', pod: 'a-1' },
            },
            {
              name: 'b',
              pods: 1,
              client: { cluster: 'c1', namespace: 'web', pod: 'b-1' },
            },
          ],
        },
      ],
    );
  });

  it.each([
    ['a gateway', 'proxy, sidecar', 'proxy, router'],
    ['a pod without proxy', 'istio-proxy', 'app'],
    ['a pod that is over', 'phase: Running', 'phase: Succeeded'],
    ['a pod that has failed', 'phase: Running', 'phase: Failed'],
    ['a proxy that istiod refuses', 'value: c1}', 'value: other}'],
  ])('%s is no caller', (_, from, to) => {
    expect(groupsIn(caller('web/a', from, to))).toEqual([]);
  });

  it('a proxy without control plane is no caller', () => {
    expect(
      answer(fleet({ c1: workload('web/a') }), callerGroupsInCluster, 'c1')
        .value,
    ).toEqual([]);
  });

  it.each([
    [
      'what Istio calls it',
      'service.istio.io/canonical-name: x, app.kubernetes.io/name: y',
      'x',
    ],
    ['its recommended name', 'app.kubernetes.io/name: y', 'y'],
    ['its app', '', 'a'],
  ])('a workload is named by %s', (_, labels, name) => {
    expect(told(groupsIn(workload('web/a', { labels })))).toEqual([
      `web default 1: ${name}=1`,
    ]);
  });

  it('a pod without any of these labels stands for itself', () => {
    expect(
      told(groupsIn(caller('web/a', 'labels: {app: a, }', 'labels: {}'))),
    ).toEqual(['web default 1: a-1=1']);
  });
});

describe('callerGroups, reference 3.8', () => {
  const service = { namespace: 'shop', name: 'cart' };
  const asked = (clusters: { readonly [name: string]: string }) =>
    answer(fleet(clusters), callerGroups, { service }).value.map(
      ({ cluster, namespace: home }) => `${cluster} ${home}`,
    );

  it('are those of all clusters to which the service is visible', () => {
    const c2 = docs(
      '{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: c1}}}',
      workload('web/a', { cluster: 'c2' }),
    );
    const c1 = docs(
      istiod('c1', { watches: ['c2'] }),
      workload('shop/cart'),
      workload('web/a', { addresses: '10.0.1' }),
      workload('pay/a', { addresses: '10.0.2' }),
    );
    expect(asked({ c1, c2 })).toEqual([
      'c1 pay',
      'c1 shop',
      'c1 web',
      'c2 web',
    ]);
    const exported = c1.replace(
      'metadata: {name: cart, namespace: shop}',
      "metadata: {name: cart, namespace: shop, annotations: {networking.istio.io/exportTo: 'web'}}",
    );
    expect(asked({ c1: exported, c2 })).toEqual(['c1 web', 'c2 web']);
  });

  it('are not those that a Sidecar keeps from it', () => {
    const c1 = docs(
      istiod('c1'),
      workload('shop/cart'),
      workload('web/a', { addresses: '10.0.1' }),
      config('Sidecar', 'web/own', `{egress: [{hosts: ['./*']}]}`),
    );
    expect(asked({ c1 })).toEqual(['c1 shop']);
  });
});
