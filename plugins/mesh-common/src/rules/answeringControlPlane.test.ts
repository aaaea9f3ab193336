import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import {
  AnsweringControlPlane,
  answeringControlPlane,
} from './answeringControlPlane';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

const asked = (
  clusters: { readonly [name: string]: string },
  key: Partial<typeof ISTIOD> = {},
) =>
  answer(fleet(clusters), answeringControlPlane, { ...ISTIOD, ...key }).value;

const USUAL: AnsweringControlPlane = {
  ...ISTIOD,
  revision: 'default',
  version: '1.31.0',
  rulesOf: 31,
  configCluster: 'c1',
  mesh: 'prod',
  domain: 'cluster.local',
  links: 'listed',
};

describe('answeringControlPlane, reference 0.3 and 1.2', () => {
  it.each<[string, string, Partial<AnsweringControlPlane>]>([
    ['usual', istiod('c1'), {}],
    [
      'older',
      istiod('c1', { version: '1.24.3' }),
      { version: '1.24.3', rulesOf: 24 },
    ],
    [
      'of no version that can be told, so the rules are those of the newest',
      istiod('c1').replace(/pilot:[^']*/, 'pilot@sha256:0123'),
      { version: undefined, rulesOf: 31 },
    ],
    [
      'of no mesh ID, so the trust domain names the mesh',
      istiod('c1', { mesh: 'trustDomain: a.example' }).replace(
        'defaultConfig: {meshId: prod}, ',
        '',
      ),
      { mesh: 'a.example' },
    ],
  ])('%s', (_, c1, changed) => {
    expect(asked({ c1 })).toEqual({ ...USUAL, ...changed });
  });

  it('tells whether anybody says what it watches', () => {
    const unlisted = fleet({ c1: istiod('c1') }).with({
      code: 'delete',
      cluster: 'c1',
      kind: 'ClusterLinks',
      namespace: 'istio-system',
      name: 'meshwise-links',
    });
    expect(answer(unlisted, answeringControlPlane, ISTIOD).value).toEqual({
      ...USUAL,
      links: 'assumed',
    });
  });

  it('is the one that is asked for, of several', () => {
    const c1 = docs(
      istiod('c1'),
      istiod('c1', { revision: 'blue', version: '1.30.0' }),
      istiod('c1', { namespace: 'blue', version: '1.29.0' }),
    );
    const version = (key: Partial<typeof ISTIOD>) =>
      asked({ c1 }, key)?.version;
    expect(version({})).toBe('1.31.0');
    expect(version({ deployment: 'istiod-blue' })).toBe('1.30.0');
    expect(version({ namespace: 'blue' })).toBe('1.29.0');
  });

  it.each([
    ['cluster', { cluster: 'c9' }],
    ['namespace', { namespace: 'other' }],
    ['deployment', { deployment: 'other' }],
  ])('there is none in another %s', (_, key) => {
    expect(asked({ c1: istiod('c1') }, key)).toBeUndefined();
  });

  describe('of another cluster', () => {
    const c1 = istiod('c2').replace(
      'containers:',
      'volumes: [{secret: {secretName: istio-kubeconfig}}], containers:',
    );

    it('reads its configuration there', () => {
      const c2 = workload('shop/cart', { cluster: 'c2' });
      expect(asked({ c1, c2 })?.configCluster).toBe('c2');
    });

    it('answers nothing while nobody knows that cluster', () => {
      expect(asked({ c1 })).toBeUndefined();
    });
  });
});
