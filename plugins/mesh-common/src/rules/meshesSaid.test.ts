import { fleet, seenAs } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { meshesSaid } from './meshesSaid';

const of = (...objects: readonly string[]) =>
  answer(fleet({ c1: docs(namespace('shop'), ...objects) }), meshesSaid, 'c1')
    .value;

/** An istiod whose mesh config names no mesh. */
const nameless = (mesh: string) =>
  istiod('c1', { mesh }).replace('defaultConfig: {meshId: prod}, ', '');

const second = (meshId: string) =>
  istiod('c1', { namespace: 'blue' }).replace('prod', meshId);

describe('meshesSaid, reference 1.3', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['no control plane', [], []],
    ['its mesh ID', [istiod('c1')], ['prod']],
    [
      'its trust domain, without mesh ID',
      [nameless('trustDomain: a.example')],
      ['a.example'],
    ],
    [
      'its mesh ID before its trust domain',
      [istiod('c1', { mesh: 'trustDomain: a.example' })],
      ['prod'],
    ],
    ['neither, which is the default', [nameless('')], ['cluster.local']],
    ['the same mesh, once', [istiod('c1'), second('prod')], ['prod']],
    ['two meshes', [istiod('c1'), second('test')], ['test', 'prod']],
  ])('%s', (_, objects, expected) => {
    expect(of(...objects)).toEqual(expected);
  });

  const proxy = (meshId: string, name = meshId) =>
    workload(`shop/${name}`).replace(
      'name: CA_ADDR',
      `name: ISTIO_META_MESH_ID, value: '${meshId}'}, {name: CA_ADDR`,
    );

  it.each<[string, readonly string[], readonly string[]]>([
    ['what all of them say', [proxy('prod'), proxy('prod', 'b')], ['prod']],
    ['what some of them say', [proxy('prod'), workload('shop/b')], ['prod']],
    ['all that they say', [proxy('test'), proxy('prod')], ['prod', 'test']],
    ['nothing, if they do not tell', [workload('shop/b')], []],
    ['the control plane speaks', [istiod('c1'), proxy('test')], ['prod']],
  ])('of proxies, where nothing else tells: %s', (_, objects, expected) => {
    expect(of(...objects)).toEqual(expected);
  });

  it('proxies say nothing for control planes that cannot be seen', () => {
    const snapshot = seenAs(fleet({ c1: proxy('test') }), {
      cluster: 'c1',
      kind: 'Deployment',
      state: 'forbidden',
    });
    expect(answer(snapshot, meshesSaid, 'c1').value).toEqual([]);
  });

  it('nothing is said as soon as one control plane does not tell', () => {
    const silent = second('test').replace('kind: ConfigMap', 'kind: Ignored');
    expect(of(silent)).toEqual([]);
    expect(of(istiod('c1'), silent)).toEqual([]);
  });

  it('nothing is said where mesh config cannot be read', () => {
    const snapshot = seenAs(fleet({ c1: istiod('c1') }), {
      cluster: 'c1',
      kind: 'MeshConfig',
      state: 'forbidden',
    });
    expect(answer(snapshot, meshesSaid, 'c1').value).toEqual([]);
  });
});
