import { parseAllDocuments } from 'yaml';
import { ROOTS } from '../../__testUtils__/roots';
import { snapshotOf } from '../../decode/snapshotOf';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { controlPlaneView } from '../../rules/controlPlaneView';
import { trustAnchorsManifest } from '../manifests/trustAnchors';
import { Manifest } from '../plan';
import { trustAnchorChanges } from './trustAnchorChanges';

const SHARED = JSON.stringify({
  trustDomain: 'mesh.example.com',
  caCertificates: [{ pem: ROOTS.old }],
});

const YAML = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-blue, namespace: mesh, labels: {app: istiod, istio.io/rev: blue}}
spec:
  template:
    spec:
      containers:
        - name: discovery
          image: pilot:1.29.2
          env: [{name: CLUSTER_ID, value: c1}, {name: SHARED_MESH_CONFIG, value: istio}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: mesh}
data: {mesh: ${JSON.stringify(SHARED)}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-blue, namespace: mesh}
data: {mesh: 'rootNamespace: mesh'}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: blue}
spec: {version: v1.29.2, namespace: mesh}
status: {activeRevisionName: blue}
`;

const snapshot = snapshotOf({
  clusters: new Map([
    ['c1', parseAllDocuments(YAML).map(document => document.toJS())],
  ]),
  at: Date.UTC(2027, 0, 1),
});

const trusted = (after: Snapshot) =>
  answer(after, controlPlaneView, {
    cluster: 'c1',
    namespace: 'mesh',
    deployment: 'istiod-blue',
  }).value?.settings.caCertificates.map(({ content }) => content?.subject);

const after = (manifest: Manifest) =>
  snapshot.with(...trustAnchorChanges(snapshot, 'c1', manifest));

describe('roots of mesh config over those of a shared one', () => {
  it('stand in its place as soon as they are written, even if there are none', () => {
    expect(trusted(snapshot)).toEqual(['O=Example, CN=Mesh Root']);
    const authority = { certSigners: [], trustDomains: [], complete: true };
    const pem = ROOTS.expiring;
    const written = trustAnchorsManifest('blue', [{ ...authority, pem }]);
    expect(trusted(after(written))).toEqual(['O=Example, CN=Expiring Root']);
    expect(trusted(after(trustAnchorsManifest('blue', [])))).toEqual([]);
  });

  it('leave those in force when the list is taken away', () => {
    const { spec: _, ...bare } = trustAnchorsManifest('blue', []);
    expect(trusted(after(bare))).toEqual(['O=Example, CN=Mesh Root']);
  });
});
