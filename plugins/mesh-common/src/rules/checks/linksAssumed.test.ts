import { fleet } from '../../__testUtils__/fleet';
import { istiod } from '../../__testUtils__/meshYaml';
import { configuredLinks } from '../../model/records/clusterLinks';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { linksAssumed } from './linksAssumed';

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [linksAssumed] }).findings;

/** As live clusters are seen: no Secret is read. */
const live = (clusters: { readonly [name: string]: string }) =>
  Object.keys(clusters).reduce(
    (snapshot, cluster) =>
      snapshot.with({
        code: 'delete',
        cluster,
        kind: 'ClusterLinks',
        namespace: 'istio-system',
        name: 'meshwise-links',
      }),
    fleet(clusters),
  );

const FLEET = {
  c1: istiod('c1'),
  c2: istiod('c2'),
};

describe('links-assumed, reference 1.2', () => {
  it('names the mesh and the clusters of its control planes, with what was assumed', () => {
    const [one, ...others] = found(live(FLEET));
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      severity: 'info',
      subject: { kind: 'Mesh', name: 'prod', clusters: ['c1', 'c2'] },
    });
    expect(one.because.map(item => item.found ?? '')).toContainEqual(
      expect.stringMatching(/^assumed: /),
    );
  });

  it('leaves out who is told', () => {
    const snapshot = live(FLEET).with({
      code: 'apply',
      cluster: 'c1',
      kind: 'ClusterLinks',
      record: configuredLinks([{ cluster: 'c2', clusterId: undefined }], {
        namespace: '',
        source: 'mesh.links[0]',
      }),
    });
    expect(found(snapshot).map(({ subject }) => subject.clusters)).toEqual([
      ['c2'],
    ]);
  });

  it.each([
    ['a folder, whose Secrets are there', fleet(FLEET)],
    ['a mesh of one cluster', live({ c1: FLEET.c1 })],
  ])('is silent about %s', (_, snapshot) => {
    expect(found(snapshot)).toEqual([]);
  });
});
