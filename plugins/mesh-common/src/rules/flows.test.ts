import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  docs,
  injector,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { rootConfigMap } from '../__testUtils__/roots';
import { answer } from './answer';
import { flows } from './flows';

type Options = Parameters<typeof workload>[1];

/** A gateway: its proxy runs as a router. */
const gateway = (key: string, options: Options = {}) =>
  workload(key, { addresses: '10.0.7', ...options })
    .replaceAll('[proxy, sidecar]', '[proxy, router]')
    .replaceAll(
      'status: {phase: Running,',
      'status: {phase: Running, conditions: [{type: Ready, status: "True"}],',
    );

const asked = (...objects: readonly string[]) =>
  answer(fleet({ c1: docs(...objects) }), flows, 'c1').value;

const shape = ({ layout, flows: found }: ReturnType<typeof asked>) => ({
  layout,
  flows: found.map(({ flow, active, standby, gaps }) => [
    flow,
    active && `${active.revision} ${active.by} ${active.proxies}`,
    standby.map(({ revision, by, proxies }) => `${revision} ${by} ${proxies}`),
    gaps,
  ]),
});

const plane = (revision: string, options: Parameters<typeof istiod>[1] = {}) =>
  docs(istiod('c1', { revision, ...options }), injector(revision));

describe('flows, reference 10.5', () => {
  it('one control plane for all: shared, and nobody to take over', () => {
    const found = asked(
      plane('default'),
      namespace('shop'),
      workload('shop/cart', { pods: 2 }),
      gateway('istio-system/ingress', { pods: 2 }),
      gateway('istio-system/out', {
        pods: 2,
        addresses: '10.0.8',
        labels: 'istio: egressgateway',
      }),
    );
    expect(shape(found)).toEqual({
      layout: 'shared',
      flows: [
        ['ingress', 'default proxies 2', [], ['no-standby']],
        ['application', 'default proxies 2', [], ['no-standby']],
        ['egress', 'default proxies 2', [], ['no-standby']],
      ],
    });
  });

  it('blue and green: the one with more proxies is active', () => {
    const found = asked(
      plane('blue'),
      plane('green'),
      namespace('shop'),
      workload('shop/cart', { pods: 1, revision: 'blue' }),
      workload('shop/query', {
        pods: 2,
        revision: 'green',
        addresses: '10.0.2',
      }),
    );
    expect(shape(found).flows).toEqual([
      ['application', 'green proxies 2', ['blue proxies 1'], []],
    ]);
  });

  it('a standby that has no gateway cannot take ingress over', () => {
    const found = asked(
      plane('blue'),
      plane('green'),
      gateway('istio-system/ingress', { pods: 2, revision: 'blue' }),
    );
    expect(shape(found).flows).toEqual([
      [
        'ingress',
        'blue proxies 2',
        ['green twin 0'],
        ['standby-without-gateway'],
      ],
    ]);
  });

  it('single points: one replica, one gateway, a standby that is not ready', () => {
    const found = asked(
      plane('blue', { replicas: 1 }),
      plane('green', { replicas: 0 }),
      gateway('istio-system/ingress', { revision: 'blue' }),
    );
    expect(shape(found).flows).toEqual([
      [
        'ingress',
        'blue proxies 1',
        ['green twin 0'],
        ['standby-not-ready', 'single-control-plane-replica', 'single-gateway'],
      ],
    ]);
  });

  it('a label of the namespace says what a control plane is for', () => {
    const labelled = (home: string, flow: string) =>
      plane(home, { namespace: home }).replace(
        `metadata: {name: ${home}, labels: {}}`,
        `metadata: {name: ${home}, labels: {meshwise.io/flow: ${flow}}}`,
      );
    const found = asked(
      labelled('edge', 'ingress'),
      labelled('apps', 'app'),
      labelled('exit', 'egress'),
      namespace('shop'),
      workload('shop/cart', { revision: 'apps' }).replaceAll(
        'istiod-apps.istio-system',
        'istiod-apps.apps',
      ),
    );
    expect(shape(found)).toEqual({
      layout: 'shared',
      flows: [
        ['ingress', undefined, ['edge label 0'], ['no-proxies']],
        ['application', 'apps label 1', [], ['no-standby']],
        ['egress', undefined, ['exit label 0'], ['no-proxies']],
      ],
    });
  });

  it('an east-west gateway is no part of ingress', () => {
    const eastWest = gateway('istio-system/eastwest').replace(
      'metadata: {name: eastwest, namespace: istio-system}',
      'metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: n1}}',
    );
    expect(asked(plane('default'), eastWest).flows).toEqual([]);
  });

  it('proxies of a control plane that is gone are a gap', () => {
    const found = asked(
      plane('blue'),
      plane('green'),
      namespace('shop'),
      workload('shop/cart', { revision: 'blue' }),
      workload('shop/old', { revision: 'r0', addresses: '10.0.2' }),
    );
    expect(shape(found).flows).toEqual([
      [
        'application',
        'blue proxies 1',
        ['green twin 0'],
        ['unknown-control-plane'],
      ],
    ]);
  });

  it('tells how equal a standby is', () => {
    const equality = (...green: readonly string[]) =>
      asked(
        plane('blue'),
        namespace('shop'),
        workload('shop/cart', { revision: 'blue' }),
        rootConfigMap('istio-system', 'old'),
        ...green,
      ).flows[0].standby[0].equality;
    expect(equality(plane('green'))).toEqual({
      version: true,
      settings: [],
      roots: true,
      configuration: true,
    });
    expect(
      equality(
        plane('green', {
          namespace: 'mesh-green',
          version: '1.30.0',
          mesh: 'enableAutoMtls: false',
        }),
        rootConfigMap('mesh-green', 'new'),
      ),
    ).toMatchObject({
      version: false,
      settings: ['enableAutoMtls'],
      roots: false,
    });
  });

  it('roots that cannot be seen are not equal', () => {
    const snapshot = fleet({
      c1: docs(
        plane('blue'),
        plane('green'),
        namespace('shop'),
        workload('shop/cart', { revision: 'blue' }),
        rootConfigMap('istio-system', 'old'),
      ),
    });
    const blind = seenAs(snapshot, {
      cluster: 'c1',
      kind: 'RootCertificates',
      state: 'timeout',
    });
    const { value, gaps } = answer(blind, flows, 'c1');
    expect(value.flows[0].standby[0].equality?.roots).toBe('unknown');
    expect(gaps).toMatchObject([{ kind: 'RootCertificates' }]);
  });

  it('says nothing of a cluster whose pods cannot be seen', () => {
    const snapshot = fleet({
      c1: docs(plane('blue'), namespace('shop'), workload('shop/cart')),
    });
    const blind = seenAs(snapshot, {
      cluster: 'c1',
      kind: 'Pod',
      state: 'forbidden',
    });
    const { value, gaps } = answer(blind, flows, 'c1');
    expect(value).toMatchObject({ layout: 'unknown', flows: [] });
    expect(gaps.map(({ kind }) => kind)).toContain('Pod');
  });

  it('a cluster without a mesh has no flows', () => {
    expect(asked(namespace('shop'))).toEqual({
      cluster: 'c1',
      layout: 'none',
      flows: [],
    });
  });
});
