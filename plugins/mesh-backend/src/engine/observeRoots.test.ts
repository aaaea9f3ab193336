import {
  PlannedObject,
  Snapshot,
  snapshotOf,
} from '@meshwise/backstage-plugin-mesh-common';
import type { MeshStore } from '../store/MeshStore';
import { observeRoots } from './observeRoots';

const BUNDLE = 'istio.io:istiod-ca:root-cert';

/** Text that is no certificate counts as one that cannot be read, which is enough to be told apart. */
const certificate = (text: string) =>
  `-----BEGIN CERTIFICATE-----\n${btoa(text)}\n-----END CERTIFICATE-----\n`;

const manifest = (text: string) => ({
  apiVersion: 'certificates.k8s.io/v1beta1',
  kind: 'ClusterTrustBundle',
  metadata: { name: BUNDLE },
  spec: { trustBundle: certificate(text) },
});

const WRITTEN: readonly PlannedObject[] = [
  {
    act: 'apply',
    cluster: 'c1',
    fieldManager: 'backstage-mesh-trust',
    manifest: manifest('new'),
  },
];

/** A store that shows a bundle, and another one as soon as it is told to. */
function bundleStore(text: string) {
  const show = (shown: string): Snapshot =>
    snapshotOf({ clusters: new Map([['c1', [manifest(shown)]]]), at: 0 });
  let current = show(text);
  const listeners = new Set<Parameters<MeshStore['subscribe']>[0]>();
  return {
    snapshot: () => current,
    subscribe: (listener: Parameters<MeshStore['subscribe']>[0]) => {
      listeners.add(listener);
    },
    turnTo(other: string) {
      current = show(other);
      for (const listener of listeners) {
        listener({ snapshot: current, changed: new Map() });
      }
    },
  };
}

describe('observeRoots', () => {
  const never = new AbortController().signal;

  it('ends when the reader shows the roots, now or later', async () => {
    const store = bundleStore('new');
    expect(await observeRoots({ store })(WRITTEN, never)).toEqual([]);
    store.turnTo('old');
    const observed = observeRoots({ store })(WRITTEN, never);
    store.turnTo('other');
    store.turnTo('new');
    expect(await observed).toEqual([]);
  });

  it('T29 tells where roots are not seen when its time is over, or the backend stops', async () => {
    const store = bundleStore('old');
    const missing = [`ClusterTrustBundle ${BUNDLE} in c1`];
    expect(await observeRoots({ store, limitMs: 1 })(WRITTEN, never)).toEqual(
      missing,
    );
    const stop = new AbortController();
    const observed = observeRoots({ store })(WRITTEN, stop.signal);
    stop.abort();
    expect(await observed).toEqual(missing);
  });
});
