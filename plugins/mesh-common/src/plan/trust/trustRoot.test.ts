import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { ROOTS } from '../../__testUtils__/roots';
import { snapshotOf } from '../../decode/snapshotOf';
import { Snapshot } from '../../model/snapshot';
import { OFFERED_ROOTS } from '../__testUtils__/offeredRoots';
import { fuzzIntent } from '../__testUtils__/fuzzIntent';
import { hostileText } from '../__testUtils__/hostileText';
import { lintManifest } from '../__testUtils__/lintManifest';
import {
  appliedBy,
  draftOf,
  planContext,
  refusalsOf,
} from '../__testUtils__/planContext';
import { planEffect } from '../effect/planEffect';
import { trustAnchorsManifest } from '../manifests/trustAnchors';
import { holdsPrivateKey } from '../privateKeys';
import { TrustRootInput } from '../plan';
import { trustRoot } from './trustRoot';

const AT = Date.UTC(2027, 0, 1);
const { good, rsa } = OFFERED_ROOTS;

interface Side {
  readonly root: string;
  readonly multiRoot?: boolean;
  readonly sail?: boolean;
  readonly authorities?: readonly object[];
}

/** A primary of a mesh of its own, installed by the Sail operator unless told otherwise. */
function primary(
  id: string,
  { root, multiRoot = true, sail = true, authorities = [] }: Side,
): readonly unknown[] {
  const mesh = {
    trustDomain: `${id}.example.com`,
    trustDomainAliases: id === 'c1' ? ['c2.example.com'] : ['c1.example.com'],
    defaultConfig: { meshId: id },
    caCertificates: authorities,
  };
  const text = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.29.2', env: [{name: CLUSTER_ID, value: ${id}}, {name: ISTIO_MULTIROOT_MESH, value: "${multiRoot}"}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: ${JSON.stringify(JSON.stringify(mesh))}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: shop}
data: {root-cert.pem: ${JSON.stringify(root)}}
`;
  const istio = {
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    metadata: { name: 'default' },
    spec: {
      version: 'v1.29.2',
      namespace: 'istio-system',
      values: { meshConfig: { caCertificates: authorities } },
    },
    status: { activeRevisionName: 'default' },
  };
  const documents = parseAllDocuments(text).map(document => document.toJS());
  return sail ? [...documents, istio] : documents;
}

const fleet = (c1: Partial<Side> = {}): Snapshot =>
  snapshotOf({
    clusters: new Map([
      ['c1', primary('c1', { root: ROOTS.old, ...c1 })],
      ['c2', primary('c2', { root: good })],
    ]),
    at: AT,
  });

const plan = (input: Partial<TrustRootInput> = {}, snapshot = fleet()) =>
  trustRoot(
    snapshot,
    {
      certificates: good,
      controlPlanes: [{ cluster: 'c1', revision: 'default' }],
      ...input,
    },
    { ...planContext(['c1', 'c2']), distributors: new Map() },
  );

describe('trust-root plans', () => {
  it('the root in the mesh config of the control plane, with a second person', () => {
    const [object, ...others] = appliedBy(
      plan({ trustDomains: ['c2.example.com'] }),
    );
    expect(others).toEqual([]);
    expect(object).toEqual({
      act: 'apply',
      cluster: 'c1',
      fieldManager: 'backstage-mesh-trust',
      manifest: {
        apiVersion: 'sailoperator.io/v1',
        kind: 'Istio',
        metadata: { name: 'default' },
        spec: {
          values: {
            meshConfig: {
              caCertificates: [
                { pem: `${good}\n`, trustDomains: ['c2.example.com'] },
              ],
            },
          },
        },
      },
    });
    const draft = draftOf(plan());
    expect(draft).toMatchObject({ class: 'trust', scopes: ['trust/c1'] });
    // Whoever approves has the fingerprint from the owner of the root.
    expect(draft.approval?.reason).not.toMatch(/[0-9a-f]{8}/i);
  });

  it('shows the trust matrix before and after, in one direction', () => {
    const effect = planEffect(fleet(), draftOf(plan()));
    expect(
      effect.trust.map(
        ({ truster, trusted, before, after, verdict }) =>
          `${truster.cluster} of ${trusted.cluster}: ${before} => ${after} (${verdict})`,
      ),
    ).toEqual(['c1 of c2: not trusted => trusted (gains)']);
  });

  it('shows who loses trust when the roots are removed again', () => {
    const snapshot = fleet({ authorities: [{ pem: good }] });
    const effect = planEffect(snapshot, {
      objects: [
        {
          act: 'apply',
          cluster: 'c1',
          fieldManager: 'backstage-mesh-trust',
          manifest: trustAnchorsManifest('default', []),
        },
      ],
    });
    expect(
      effect.trust.map(
        ({ truster, trusted, after, verdict }) =>
          `${truster.cluster} of ${trusted.cluster}: ${after} (${verdict})`,
      ),
    ).toEqual(['c1 of c2: not trusted (loses)']);
  });

  it('keeps the roots that are there', () => {
    const authorities = [{ pem: rsa, trustDomains: ['x.example.com'] }];
    const [{ manifest }] = appliedBy(plan({}, fleet({ authorities })));
    expect(manifest.spec).toEqual({
      values: {
        meshConfig: { caCertificates: [...authorities, { pem: `${good}\n` }] },
      },
    });
  });
});

describe('trust-root refuses', () => {
  it.each<[string, string, string]>([
    [
      'T23 a private key',
      '-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----',
      'private-key: certificates',
    ],
    [
      'T23 a private key beside a root',
      `${good}\n-----BEGIN EC PRIVATE KEY-----\nMIG\n-----END EC PRIVATE KEY-----`,
      'private-key: certificates',
    ],
    ['nothing', '', 'unreadable-certificate: certificates'],
    [
      'something else in PEM',
      '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----',
      'unreadable-certificate: certificates',
    ],
    [
      'bytes that are no certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      'unreadable-certificate: certificates',
    ],
    [
      'T27 a leaf',
      OFFERED_ROOTS.leaf,
      'unfit-root: certificate O=Example, CN=Leaf',
    ],
    [
      'T27 a key that may not sign certificates',
      OFFERED_ROOTS.noSign,
      'unfit-root: certificate O=Example, CN=No Sign',
    ],
    [
      'T27 a certificate without key usage',
      OFFERED_ROOTS.noUsage,
      'unfit-root: certificate O=Example, CN=No Usage',
    ],
    [
      'T27 a certificate without key identifier',
      OFFERED_ROOTS.noKeyId,
      'unfit-root: certificate O=Example, CN=No Key Id',
    ],
    [
      'T27 an RSA key of 1024 bits',
      OFFERED_ROOTS.weakRsa,
      'unfit-root: certificate O=Example, CN=Weak Root',
    ],
    [
      'T27 a small curve',
      OFFERED_ROOTS.weakCurve,
      'unfit-root: certificate O=Example, CN=Small Curve',
    ],
    [
      'T27 a key that proxies do not verify',
      OFFERED_ROOTS.ed25519,
      'unfit-root: certificate O=Example, CN=Edwards Root',
    ],
    [
      'T27 an expired root',
      OFFERED_ROOTS.expired,
      'unfit-root: certificate O=Example, CN=Expired',
    ],
    [
      'T27 an intermediate',
      OFFERED_ROOTS.intermediate,
      'unfit-root: certificate O=Example, CN=Intermediate',
    ],
    [
      'T27 a root twice',
      `${good}\n${good}`,
      'unfit-root: certificate O=Example, CN=Partner Root',
    ],
    [
      'T27 two roots with one key identifier',
      `${good}\n${OFFERED_ROOTS.sameKeyId}`,
      'unfit-root: certificate O=Example, CN=Same Key Id',
    ],
  ])('%s', (_, certificates, expected) => {
    expect(refusalsOf(plan({ certificates }))).toContain(expected);
  });

  it('accepts an RSA key of 2048 bits', () => {
    expect(refusalsOf(plan({ certificates: rsa }))).toEqual([]);
  });

  it.each<[string, Partial<Side>, string]>([
    [
      'T29 a control plane that ignores further roots',
      { multiRoot: false },
      'multi-root-off',
    ],
    [
      'a control plane whose mesh config is a text of its installer',
      { sail: false },
      'mesh-config-of-others',
    ],
    [
      'T28 a list that holds something that is not read',
      { authorities: [{ pem: `${rsa}\nsomething` }] },
      'mesh-config-of-others',
    ],
    [
      'a root that is trusted',
      { authorities: [{ pem: good }] },
      'root-trusted-already',
    ],
  ])('%s', (_, side, code) => {
    expect(refusalsOf(plan({}, fleet(side)))).toEqual([
      `${code}: control plane default in c1`,
    ]);
  });

  it('T27 a root that could be taken for one that is trusted', () => {
    const authorities = [{ pem: OFFERED_ROOTS.sameKeyId }];
    expect(refusalsOf(plan({}, fleet({ authorities })))).toEqual([
      'unfit-root: certificate O=Example, CN=Partner Root',
    ]);
  });

  it.each<[string, Partial<TrustRootInput>, string]>([
    ['no control plane', { controlPlanes: [] }, 'invalid-input: controlPlanes'],
    [
      'an unknown cluster',
      { controlPlanes: [{ cluster: 'c9', revision: 'default' }] },
      'unknown-cluster: control plane default in c9',
    ],
    [
      'an unknown revision',
      { controlPlanes: [{ cluster: 'c1', revision: 'x' }] },
      'unknown-control-plane: control plane x in c1',
    ],
    [
      'a trust domain that is a pattern',
      { trustDomains: ['*'] },
      'invalid-input: trustDomains',
    ],
  ])('%s', (_, input, expected) => {
    expect(refusalsOf(plan(input))).toEqual([expected]);
  });
});

describe('T23 private keys', () => {
  it.each([
    ['in a text', '-----BEGIN RSA PRIVATE KEY-----'],
    ['in a list of objects', [{ deep: ['x', { a: 'BEGIN PRIVATE KEY' }] }]],
    ['as the name of a field', { '-----BEGIN PRIVATE KEY-----': 1 }],
  ])('are found %s', (_, value) => {
    expect(holdsPrivateKey(value)).toBe(true);
  });

  it('are not found in certificates', () => {
    expect(holdsPrivateKey({ certificates: good, list: [1, null, 'a'] })).toBe(
      false,
    );
  });
});

/** The certificates in a text, each once. */
const pemsOf = (text: string) =>
  new Set(text.match(/-----BEGIN CERTIFICATE.+?END CERTIFICATE-----/g));

describe('trust-root, whatever it is asked', () => {
  it('refuses, or adds exactly the roots that were pasted', () => {
    const snapshot = fleet();
    const hostile: fc.Arbitrary<TrustRootInput> = fc.record({
      certificates: hostileText(good, rsa, OFFERED_ROOTS.leaf, `${good}${rsa}`),
      controlPlanes: fc.array(
        fc.record({
          cluster: hostileText('c1', 'c2'),
          revision: hostileText('default'),
        }),
        { maxLength: 2 },
      ),
      trustDomains: fc.option(
        fc.array(hostileText('c2.example.com'), { maxLength: 2 }),
        { nil: undefined },
      ),
    });
    fuzzIntent<TrustRootInput>({
      good: [good, rsa, `${good}${rsa}`].map(certificates => ({
        certificates,
        controlPlanes: [{ cluster: 'c1', revision: 'default' }],
      })),
      hostile,
      plan: input => plan(input, snapshot),
      check: (result, { certificates }) => {
        expect(draftOf(result).approval).toBeDefined();
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, []);
          expect(
            pemsOf(JSON.stringify(manifest).replaceAll('\\n', '')),
          ).toEqual(pemsOf(certificates.replaceAll('\n', '')));
        }
      },
    });
  });
});
