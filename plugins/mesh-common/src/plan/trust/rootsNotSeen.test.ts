import { ROOTS } from '../../__testUtils__/roots';
import { fleet } from '../../__testUtils__/fleet';
import { OFFERED_ROOTS } from '../__testUtils__/offeredRoots';
import { distributedRootManifest } from '../manifests/distributedRoot';
import { trustBundleManifest } from '../manifests/trustBundle';
import { Manifest, PlannedObject } from '../plan';
import { areRoots, readOfferedRoots } from './readOfferedRoots';
import { rootsNotSeen } from './rootsNotSeen';

const { good } = OFFERED_ROOTS;
const AT = Date.UTC(2027, 0, 1);
const DISTRIBUTOR = {
  namespace: 'cert-manager',
  labels: new Map([['bundle', 'istio']]),
  key: 'ca.crt',
};
const CLUSTER = { cluster: 'c1', fieldManager: 'backstage-mesh-trust' };

const applied = (manifest: Manifest): PlannedObject => ({
  ...CLUSTER,
  act: 'apply',
  manifest,
});

function source(): Manifest {
  const offered = readOfferedRoots(good, AT, { sees: () => true });
  if (!areRoots(offered)) throw new Error('the root is not fit');
  return distributedRootManifest(offered[0], DISTRIBUTOR);
}

const bundles = (...roots: readonly string[]) =>
  fleet({
    c1: ['shop', 'web']
      .map(
        namespace => `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: ${namespace}}
data: {root-cert.pem: ${JSON.stringify(roots.join('\n'))}}
`,
      )
      .join('---'),
  });

describe('roots that were written and are not seen', () => {
  it('are those that a distributor has not put into every bundle', () => {
    const objects = [applied(source())];
    expect(rootsNotSeen(bundles(ROOTS.old), objects)).toEqual([
      'ConfigMap shop/istio-ca-root-cert in c1',
      'ConfigMap web/istio-ca-root-cert in c1',
    ]);
    expect(rootsNotSeen(bundles(ROOTS.old, good), objects)).toEqual([]);
  });

  it('and of one that was taken away, the bundles that still hold it', () => {
    const { apiVersion, kind, metadata } = source();
    const { name, namespace = '' } = metadata;
    const object = { apiVersion, kind, namespace, name };
    const objects = [{ ...CLUSTER, act: 'delete' as const, object, uid: '1' }];
    expect(rootsNotSeen(bundles(ROOTS.old, good), objects)).toHaveLength(2);
    expect(rootsNotSeen(bundles(ROOTS.old), objects)).toEqual([]);
  });

  it('and those of a ClusterTrustBundle that somebody has put back', () => {
    const published = (text: string) =>
      fleet({
        c1: JSON.stringify(trustBundleManifest([text])),
      });
    const both = `${ROOTS.old}\n${good}`;
    const objects = [applied(trustBundleManifest([both]))];
    expect(rootsNotSeen(published(ROOTS.old), objects)).toEqual([
      'ClusterTrustBundle istio.io:istiod-ca:root-cert in c1',
    ]);
    expect(rootsNotSeen(published(both), objects)).toEqual([]);
  });
});
