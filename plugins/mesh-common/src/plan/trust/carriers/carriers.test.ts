import { parseAllDocuments } from 'yaml';
import { ROOTS } from '../../../__testUtils__/roots';
import { snapshotOf } from '../../../decode/snapshotOf';
import { Snapshot } from '../../../model/snapshot';
import { OFFERED_ROOTS } from '../../__testUtils__/offeredRoots';
import {
  appliedBy,
  draftOf,
  planContext,
  refusalsOf,
} from '../../__testUtils__/planContext';
import { planEffect } from '../../effect/planEffect';
import { PlannedObject, TrustRootInput } from '../../plan';
import { TrustDistributor } from '../TrustDistributor';
import { trustRoot } from '../trustRoot';

const AT = Date.UTC(2027, 0, 1);
const { good } = OFFERED_ROOTS;

interface Side {
  readonly root: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Text of the ClusterTrustBundle of Istio. */
  readonly bundle?: string;
}

/** A control plane, two namespaces with roots, and where wanted the ClusterTrustBundle. */
function cluster(id: string, { root, env = {}, bundle }: Side) {
  const settings = Object.entries({ CLUSTER_ID: id, ...env }).map(
    ([name, value]) => ({ name, value }),
  );
  const text = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.29.2', env: ${JSON.stringify(
    settings,
  )}}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: 'defaultConfig: {meshId: ${id}}'}
${['shop', 'web']
  .map(
    namespace => `---
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: ${namespace}}
data: {root-cert.pem: ${JSON.stringify(root)}}
`,
  )
  .join('')}${
    bundle === undefined
      ? ''
      : `---
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: 'istio.io:istiod-ca:root-cert'}
spec: {signerName: istio.io/istiod-ca, trustBundle: ${JSON.stringify(bundle)}}
`
  }`;
  return parseAllDocuments(text).map(document => document.toJS());
}

/** c2 is signed by the root that is offered. */
const fleet = (c1: Partial<Side>): Snapshot =>
  snapshotOf({
    clusters: new Map([
      ['c1', cluster('c1', { root: ROOTS.old, ...c1 })],
      ['c2', cluster('c2', { root: good })],
    ]),
    at: AT,
  });

const DISTRIBUTOR: TrustDistributor = {
  namespace: 'cert-manager',
  labels: new Map([['trust.example.com/bundle', 'istio']]),
  key: 'ca.crt',
};

const plan = (
  snapshot: Snapshot,
  input: Partial<TrustRootInput>,
  distributors = new Map([['c1', DISTRIBUTOR]]),
) =>
  trustRoot(
    snapshot,
    {
      certificates: good,
      controlPlanes: [{ cluster: 'c1', revision: 'default' }],
      ...input,
    },
    { ...planContext(['c1', 'c2']), distributors },
  );

const trustOf = (snapshot: Snapshot, objects: readonly PlannedObject[]) =>
  planEffect(snapshot, { objects }).trust.map(
    ({ truster, trusted, before, after }) =>
      `${truster.cluster} of ${trusted.cluster}: ${before} => ${after}`,
  );

const NO_AUTHORITY = { ENABLE_CA_SERVER: 'false' };
const MOUNTS = { ...NO_AUTHORITY, ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' };

describe('a distributor carries roots', () => {
  const snapshot = fleet({ env: NO_AUTHORITY });

  it('as ConfigMaps of our own that it chooses by their labels', () => {
    expect(appliedBy(plan(snapshot, { carrier: 'distributor' }))).toEqual([
      {
        act: 'apply',
        cluster: 'c1',
        fieldManager: 'backstage-mesh-trust',
        manifest: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: expect.stringMatching(/^meshwise-root-[0-9a-f]{32}$/),
            namespace: 'cert-manager',
            labels: { 'trust.example.com/bundle': 'istio' },
          },
          data: { 'ca.crt': `${good}\n` },
        },
      },
    ]);
  });

  it('into every bundle of the cluster, which makes its own root ambiguous to others, and undo takes that back', () => {
    const { objects } = draftOf(plan(snapshot, { carrier: 'distributor' }));
    expect(trustOf(snapshot, objects)).toEqual([
      'c1 of c2: not trusted => trusted',
      'c2 of c1: not trusted => not known',
    ]);
    const [{ cluster: name, fieldManager, manifest }] = appliedBy(
      plan(snapshot, { carrier: 'distributor' }),
    );
    const { apiVersion, kind, metadata } = manifest;
    const undone = fleet({ env: NO_AUTHORITY, root: `${ROOTS.old}\n${good}` });
    const object = { apiVersion, kind, namespace: '', ...metadata };
    expect(
      trustOf(undone, [
        { act: 'delete', cluster: name, fieldManager, object, uid: '1' },
      ]),
    ).toEqual([
      'c1 of c2: trusted => not trusted',
      'c2 of c1: not known => not trusted',
    ]);
  });

  it.each<[string, Partial<Side>, Partial<TrustRootInput>, string]>([
    [
      'T29 an istiod that writes the bundles itself',
      {},
      {},
      'bundle-not-read: control plane default in c1',
    ],
    [
      'T29 pods that mount something else',
      { env: MOUNTS },
      {},
      'bundle-not-read: control plane default in c1',
    ],
    [
      'a root that is in every bundle',
      { env: NO_AUTHORITY, root: `${ROOTS.old}\n${good}` },
      {},
      'root-trusted-already: control plane default in c1',
    ],
    [
      'T27 a root that could be taken for one in a bundle',
      { env: NO_AUTHORITY, root: OFFERED_ROOTS.sameKeyId },
      {},
      'unfit-root: certificate O=Example, CN=Partner Root',
    ],
    [
      'trust domains, which it cannot carry',
      { env: NO_AUTHORITY },
      { trustDomains: ['c2.example.com'] },
      'invalid-input: trustDomains',
    ],
  ])('but not for %s', (_, side, input, expected) => {
    const asked = { carrier: 'distributor', ...input } as const;
    expect(refusalsOf(plan(fleet(side), asked))).toEqual([expected]);
  });

  it('but not where a remote cluster has none, nor for somebody who may not see that cluster', () => {
    const served = snapshotOf({
      clusters: new Map([
        ['c1', cluster('c1', { root: ROOTS.old, env: NO_AUTHORITY })],
        [
          'c3',
          [
            {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: {
                name: 'istio-system',
                annotations: { 'topology.istio.io/controlPlaneClusters': 'c1' },
              },
            },
          ],
        ],
      ]),
      at: AT,
    });
    const asked = (sees: (name: string) => boolean) =>
      trustRoot(
        served,
        {
          certificates: good,
          controlPlanes: [{ cluster: 'c1', revision: 'default' }],
          carrier: 'distributor',
        },
        {
          ...planContext(['c1', 'c3']),
          distributors: new Map([['c1', DISTRIBUTOR]]),
          sees,
        },
      );
    expect(refusalsOf(asked(() => true))).toEqual([
      'no-distributor: control plane default in c1',
    ]);
    expect(refusalsOf(asked(name => name !== 'c3'))).toEqual([
      'unknown-cluster: control plane default in c1',
    ]);
  });

  it('but not where none is configured', () => {
    expect(
      refusalsOf(plan(snapshot, { carrier: 'distributor' }, new Map())),
    ).toEqual(['no-distributor: control plane default in c1']);
  });
});

describe('a ClusterTrustBundle carries roots', () => {
  const snapshot = fleet({ env: MOUNTS, bundle: ROOTS.old });
  const carrier = 'cluster-trust-bundle' as const;

  it('beside those that it holds', () => {
    const [{ cluster: name, manifest }] = appliedBy(
      plan(snapshot, { carrier }),
    );
    expect(name).toBe('c1');
    expect(manifest).toEqual({
      apiVersion: 'certificates.k8s.io/v1beta1',
      kind: 'ClusterTrustBundle',
      metadata: { name: 'istio.io:istiod-ca:root-cert' },
      spec: {
        signerName: 'istio.io/istiod-ca',
        trustBundle: `${ROOTS.old.trim()}\n${good}\n`,
      },
    });
  });

  it('to the pods that mount it, whatever the ConfigMaps hold', () => {
    const { objects } = draftOf(plan(snapshot, { carrier }));
    expect(trustOf(snapshot, objects)).toEqual([
      'c1 of c2: not trusted => trusted',
      'c2 of c1: not trusted => not known',
    ]);
  });

  it.each<[string, Partial<Side>]>([
    ['T29 pods that mount none', { env: NO_AUTHORITY, bundle: ROOTS.old }],
    [
      'T29 an istiod that writes it itself',
      {
        env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' },
        bundle: ROOTS.old,
      },
    ],
    ['a bundle that is not there', { env: MOUNTS }],
    [
      'a bundle with something that is not read',
      { env: MOUNTS, bundle: `${ROOTS.old}\nsomething` },
    ],
  ])('but not for %s', (_, side) => {
    expect(refusalsOf(plan(fleet(side), { carrier }))).toEqual([
      'bundle-not-read: control plane default in c1',
    ]);
  });
});

describe('mesh config carries roots', () => {
  it('but not over roots that it has from elsewhere', () => {
    const authorities = { caCertificates: [{ pem: ROOTS.expiring }] };
    const snapshot = snapshotOf({
      clusters: new Map([
        [
          'c1',
          [
            ...cluster('c1', {
              root: ROOTS.old,
              env: { ISTIO_MULTIROOT_MESH: 'true' },
            }).filter(({ metadata }) => metadata.name !== 'istio'),
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'istio', namespace: 'istio-system' },
              data: { mesh: JSON.stringify(authorities) },
            },
            {
              apiVersion: 'sailoperator.io/v1',
              kind: 'Istio',
              metadata: { name: 'default' },
              spec: { version: 'v1.29.2', namespace: 'istio-system' },
              status: { activeRevisionName: 'default' },
            },
          ],
        ],
      ]),
      at: AT,
    });
    expect(refusalsOf(plan(snapshot, {}))).toEqual([
      'mesh-config-of-others: control plane default in c1',
    ]);
  });
});
