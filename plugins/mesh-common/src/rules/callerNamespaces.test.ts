import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { callerNamespaces } from './callerNamespaces';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

const of = (
  clusters: { readonly [name: string]: string },
  role: 'sidecar' | 'router' = 'sidecar',
  controlPlane = ISTIOD,
) => answer(fleet(clusters), callerNamespaces, { controlPlane, role }).value;

/** A pod with a proxy of a role. */
const caller = (home: string, cluster = 'c1', role = 'sidecar') =>
  workload(`${home}/caller`, { cluster }).replaceAll(
    'args: [proxy, sidecar]',
    `args: [proxy, ${role}]`,
  );

const inPhase = (home: string, phase: string) =>
  caller(home).replace('phase: Running', `phase: ${phase}`);

/** A remote that finds its istiod in c1. */
const REMOTE = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: c1}}
`;

describe('callerNamespaces, reference 2 and 3.8', () => {
  it('are those with proxies of the role, each once, sorted', () => {
    const c1 = docs(
      istiod('c1'),
      caller('web'),
      caller('shop'),
      workload('shop/other'),
      caller('edge', 'c1', 'router'),
      caller('nodes', 'c1', 'ztunnel'),
      caller('plain').replace('istio-proxy', 'app'),
      namespace('empty'),
    );
    expect(of({ c1 })).toEqual(['shop', 'web']);
    expect(of({ c1 }, 'router')).toEqual(['edge']);
  });

  it.each([
    ['Running', ['web']],
    ['Pending', ['web']],
    // What has ended calls nobody any more.
    ['Succeeded', []],
    ['Failed', []],
  ])('pods that are %s', (phase, expected) => {
    expect(of({ c1: docs(istiod('c1'), inPhase('web', phase)) })).toEqual(
      expected,
    );
  });

  it('are those of remotes, too, but not those that another primary serves', () => {
    const clusters = {
      c1: docs(istiod('c1', { watches: ['c2', 'c3'] }), caller('web')),
      c2: docs(REMOTE, caller('shop', 'c2')),
      c3: docs(istiod('c3', { watches: ['c1'] }), caller('pay', 'c3')),
    };
    expect(of(clusters)).toEqual(['shop', 'web']);
    expect(of(clusters, 'sidecar', { ...ISTIOD, cluster: 'c3' })).toEqual([
      'pay',
    ]);
  });

  it('are those of each control plane that may serve a cluster', () => {
    const c1 = docs(
      istiod('c1'),
      istiod('c1', { revision: 'blue' }),
      caller('web'),
    );
    const blue = { ...ISTIOD, deployment: 'istiod-blue' };
    expect(of({ c1 })).toEqual(['web']);
    expect(of({ c1 }, 'sidecar', blue)).toEqual(['web']);
  });

  it('there are none of a control plane that does not exist', () => {
    const c1 = docs(istiod('c1'), caller('web'));
    expect(of({ c1 }, 'sidecar', { ...ISTIOD, deployment: 'other' })).toEqual(
      [],
    );
  });
});
