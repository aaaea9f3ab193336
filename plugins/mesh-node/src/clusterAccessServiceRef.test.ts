import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  ClusterAccess,
  ClusterAccessService,
  ClusterList,
} from './ClusterAccess';
import { clusterAccessServiceRef } from './clusterAccessServiceRef';

const KNOWN: ClusterList = { code: 'known', clusters: [] };

const source: ClusterAccess = {
  subscribe: listener => listener(KNOWN),
};

async function serviceOfABackend(): Promise<ClusterAccessService> {
  let found: ClusterAccessService | undefined;
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              access: clusterAccessServiceRef,
              logger: coreServices.logger,
            },
            async init({ access }) {
              found = access;
            },
          });
        },
      }),
    ],
  });
  if (!found) throw new Error('the service was not injected');
  return found;
}

describe('clusterAccessServiceRef', () => {
  it('is waiting, with the cure, until a module provides clusters', async () => {
    const access = await serviceOfABackend();
    const seen: ClusterList[] = [];
    access.subscribe(list => seen.push(list), new AbortController().signal);
    expect(seen).toEqual([
      {
        code: 'waiting',
        reason: expect.stringContaining(
          '@meshwise/backstage-plugin-kubernetes-backend-module-mesh',
        ),
      },
    ]);
    access.provide(source);
    expect(seen[1]).toBe(KNOWN);
  });

  it('gives the list at once to those who come later, and nothing to those who left', async () => {
    const access = await serviceOfABackend();
    const left = new AbortController();
    const leftSaw: ClusterList[] = [];
    access.subscribe(list => leftSaw.push(list), left.signal);
    left.abort();
    access.provide(source);
    const lateSaw: ClusterList[] = [];
    access.subscribe(list => lateSaw.push(list), new AbortController().signal);
    expect(leftSaw).toHaveLength(1);
    expect(lateSaw).toEqual([KNOWN]);
  });

  it('refuses a second provider', async () => {
    const access = await serviceOfABackend();
    access.provide(source);
    expect(() => access.provide(source)).toThrow(/provided already/);
  });
});
