import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { kubernetesAuthStrategyExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { JsonObject } from '@backstage/types';
import {
  ClusterAccess,
  clusterAccessServiceRef,
  ClusterList,
} from '@meshwise/backstage-plugin-mesh-node';
import kubernetesModuleMesh from './index';

/** Stands in for the default strategies, which load an ES module that Jest cannot. */
const strategies = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'strategies',
  register(reg) {
    reg.registerInit({
      deps: { auth: kubernetesAuthStrategyExtensionPoint },
      async init({ auth }) {
        for (const provider of ['serviceAccount', 'oidc']) {
          auth.addAuthStrategy(provider, {
            getCredential: async ({ authMetadata }) => ({
              type: 'bearer token',
              token: authMetadata.serviceAccountToken,
            }),
            validateCluster: () => [],
            presentAuthMetadata: () => ({}),
          });
        }
      },
    });
  },
});

/** The clusters that the mesh plugin would see in a backend with the Kubernetes plugin and the module. */
async function clustersIn(data: JsonObject): Promise<ClusterAccess> {
  let found: ClusterAccess | undefined;
  await startTestBackend({
    features: [
      kubernetesPlugin,
      kubernetesModuleMesh,
      strategies,
      mockServices.rootConfig.factory({ data }),
      createBackendPlugin({
        pluginId: 'mesh',
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
  if (!found) throw new Error('the mesh plugin was not initialised');
  return found;
}

function listed(access: ClusterAccess): Promise<ClusterList> {
  return new Promise(resolve => {
    const done = new AbortController();
    access.subscribe(list => {
      if (list.code === 'waiting' && !list.reason.includes('has no key'))
        return;
      done.abort();
      resolve(list);
    }, done.signal);
  });
}

describe('kubernetesModuleMesh', () => {
  it('gives the mesh plugin the clusters and credentials of the real Kubernetes plugin', async () => {
    const list = await listed(
      await clustersIn({
        kubernetes: {
          serviceLocatorMethod: { type: 'multiTenant' },
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'east',
                  title: 'East',
                  url: 'https://east.example',
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'reader-token',
                },
                {
                  name: 'users-only',
                  url: 'https://west.example',
                  authProvider: 'oidc',
                  oidcTokenProvider: 'okta',
                },
              ],
            },
          ],
        },
      }),
    );
    if (list.code !== 'known') throw new Error(list.reason);
    const [east, usersOnly] = list.clusters;
    expect(east).toMatchObject({ name: 'east', title: 'East' });
    expect(usersOnly.access).toEqual({ code: 'sign-in' });
    if (east.access.code !== 'server-side') throw new Error(east.access.code);
    const credential = await east.access.connection.credential();
    expect('token' in credential && credential.token).toBe('reader-token');
  });

  it('says what is missing when the Kubernetes plugin is not configured', async () => {
    const list = await listed(await clustersIn({}));
    expect(list).toEqual({
      code: 'waiting',
      reason: expect.stringContaining('kubernetes.clusterLocatorMethods'),
    });
  });
});
