import { Kind, KIND_NAMES } from '@meshwise/backstage-plugin-mesh-common';
import { ApiFailure } from './ApiFailure';
import { ApiAnswer, ApiRequest } from './ApiServer';
import { Discovery } from './Discovery';

const { signal } = new AbortController();

/** A server that answers paths with bodies. */
function serverOf(bodies: Record<string, unknown>, etag?: string) {
  const asked: ApiRequest[] = [];
  const send = async (request: ApiRequest): Promise<ApiAnswer> => {
    asked.push(request);
    const header = (name: string) => (name === 'etag' ? etag : undefined);
    if (etag && request.headers?.['if-none-match'] === etag) {
      return { status: 304, text: '', header };
    }
    const body = bodies[request.path];
    if (body === undefined) throw new ApiFailure('not-found', 'HTTP 404');
    return { status: 200, text: JSON.stringify(body), header };
  };
  return { asked, send };
}

const group = (
  name: string,
  versions: Record<string, readonly string[]>,
  freshness = 'Current',
) => ({
  metadata: { name },
  versions: Object.entries(versions).map(([version, resources]) => ({
    version,
    freshness,
    resources: resources.map(resource => ({ resource })),
  })),
});

const aggregated = (...items: readonly object[]) => ({
  '/apis': { kind: 'APIGroupDiscoveryList', items },
});

describe('Discovery', () => {
  it('finds what is served, and in which version', async () => {
    const discovery = Discovery.create(
      serverOf(
        aggregated(
          group('apps', { v1: ['deployments'] }),
          group('networking.istio.io', {
            v1beta1: ['sidecars', 'gateways'],
            v1alpha3: ['sidecars', 'gateways', 'destinationrules'],
          }),
        ),
      ),
    );
    const served = await discovery.read(signal);
    expect(served.get('Service')).toBe('v1');
    expect(served.get('Deployment')).toBe('apps/v1');
    // Istio before 1.22 has no v1; its own preference decides.
    expect(served.get('Sidecar')).toBe('networking.istio.io/v1beta1');
    expect(served.get('DestinationRule')).toBe('networking.istio.io/v1alpha3');
    expect(served.has('VirtualService')).toBe(false);
    expect(served.has('KubernetesGateway')).toBe(false);
  });

  it('prefers the version of the table', async () => {
    const resources = ['gateways'];
    const discovery = Discovery.create(
      serverOf(
        aggregated(
          group('gateway.networking.k8s.io', {
            v2: resources,
            v1: resources,
          }),
        ),
      ),
    );
    const served = await discovery.read(signal);
    expect(served.get('KubernetesGateway')).toBe(
      'gateway.networking.k8s.io/v1',
    );
  });

  it('does not take a kind for absent whose server is down', async () => {
    const discovery = Discovery.create(
      serverOf(
        aggregated(group('multicluster.x-k8s.io', { v1alpha1: [] }, 'Stale')),
      ),
    );
    const served = await discovery.read(signal);
    expect(served.get('ServiceExport')).toBe('multicluster.x-k8s.io/v1alpha1');
  });

  it('asks old servers group by group, and only for groups that are read', async () => {
    const server = serverOf({
      '/apis': {
        kind: 'APIGroupList',
        groups: [
          { name: 'apps', versions: [{ version: 'v1' }] },
          { name: 'batch', versions: [{ version: 'v1' }] },
        ],
      },
      '/apis/apps/v1': { resources: [{ name: 'deployments' }] },
    });
    const served = await Discovery.create(server).read(signal);
    expect(served.get('Deployment')).toBe('apps/v1');
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/apis',
      '/apis/apps/v1',
    ]);
  });

  it('does not ask twice for what did not change', async () => {
    const server = serverOf(
      aggregated(group('apps', { v1: ['deployments'] })),
      'W/1',
    );
    const discovery = Discovery.create(server);
    const first = await discovery.read(signal);
    expect(await discovery.read(signal)).toBe(first);
    expect(server.asked[1].headers?.['if-none-match']).toBe('W/1');
  });

  it.each([null, {}, [], { kind: 'Status' }, { kind: 'PodList', items: [] }])(
    'refuses %j as an answer',
    async body => {
      const discovery = Discovery.create(serverOf({ '/apis': body }));
      await expect(discovery.read(signal)).rejects.toMatchObject({
        code: 'misbehaving',
      });
    },
  );

  it.each([
    { kind: 'APIGroupDiscoveryList', items: null },
    { kind: 'APIGroupDiscoveryList', items: [null, 7, { metadata: 'x' }] },
    { kind: 'APIGroupDiscoveryList', items: [{ versions: [null, {}] }] },
    { kind: 'APIGroupList', groups: [null, { name: 7 }] },
  ])('survives %j', async body => {
    const served = await Discovery.create(serverOf({ '/apis': body })).read(
      signal,
    );
    const kinds = [...served.keys()];
    const isCore = (kind: Kind) => served.get(kind) === 'v1';
    expect(kinds.every(isCore)).toBe(true);
    expect(kinds.length).toBeLessThan(KIND_NAMES.length);
  });
});
