import { configuredLinks } from '../model/records/clusterLinks';
import { answer } from '../rules/answer';
import { istiods } from '../rules/istiods';
import { watchedClusters } from '../rules/watchedClusters';
import {
  readSnapshotManifest,
  SnapshotManifest,
  snapshotManifestData,
} from './snapshotManifest';
import { snapshotOf } from './snapshotOf';

const TAKEN = Date.parse('2026-06-01T00:00:00Z');

const manifest: SnapshotManifest = {
  takenAt: TAKEN,
  links: new Map([
    [
      'c1',
      [
        configuredLinks(
          [
            { cluster: 'c2', clusterId: undefined },
            { cluster: 'c3', clusterId: 'id-3' },
          ],
          { namespace: '', source: 'mesh.links[0]' },
        ),
      ],
    ],
  ]),
  clusters: new Map([
    [
      'c1',
      new Map([
        ['Pod', { state: 'forbidden', reason: 'may not be listed' }],
        ['Node', { state: 'forbidden', reason: 'may not be listed' }],
        ['Istio', { state: 'not-installed' }],
      ]),
    ],
    ['c2', new Map()],
  ]),
};

const ISTIOD = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'istiod',
    namespace: 'istio-system',
    labels: { app: 'istiod' },
  },
  spec: { template: { spec: { containers: [{ name: 'discovery' }] } } },
};

describe('the manifest of a folder', () => {
  it('is read as it was written', () => {
    const data: unknown = JSON.parse(
      JSON.stringify(snapshotManifestData(manifest)),
    );
    expect(readSnapshotManifest(data)).toEqual(manifest);
  });

  it('says what is missing in one entry for each reason', () => {
    expect(snapshotManifestData(manifest)).toMatchObject({
      clusters: [
        {
          name: 'c1',
          notSeen: [
            { kinds: ['Pod', 'Node'], state: 'forbidden' },
            { kinds: ['Istio'], state: 'not-installed' },
          ],
        },
        { name: 'c2', notSeen: [] },
      ],
    });
  });

  it.each([
    [undefined, 'not a manifest'],
    [{ ...snapshotManifestData(manifest), takenAt: 'today' }, 'takenAt'],
    [{ ...snapshotManifestData(manifest), secrets: [] }, 'secrets'],
  ])('%j is refused by name of the field', (data, problem) => {
    expect(() => readSnapshotManifest(data)).toThrow(problem);
  });
});

describe('a snapshot with a manifest', () => {
  const snapshot = snapshotOf({
    clusters: new Map([['c1', [ISTIOD]]]),
    at: TAKEN,
    manifest,
  });

  it('does not know what was not seen, and knows what is not installed', () => {
    expect(snapshot.clusterNames).toEqual(['c1', 'c2']);
    expect(snapshot.view('c1', 'Pod')?.coverage).toMatchObject({
      state: 'forbidden',
      listedAt: undefined,
      reason: 'may not be listed',
    });
    expect(snapshot.view('c1', 'Istio')?.coverage).toMatchObject({
      state: 'not-installed',
      listedAt: TAKEN,
    });
    expect(snapshot.view('c2', 'Pod')?.coverage.state).toBe('synced');
  });

  it('takes links from the configuration, and without it assumes them, since no Secret was read', () => {
    const known = (used: SnapshotManifest) => {
      const of = snapshotOf({
        clusters: new Map([['c1', [ISTIOD]]]),
        at: TAKEN,
        manifest: used,
      });
      const [istiod] = answer(of, istiods, 'c1').value;
      return answer(of, watchedClusters, istiod).value.known;
    };
    expect(known(manifest)).toBe('configured');
    expect(known({ ...manifest, links: new Map() })).toBe('assumed');
  });
});
