import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  config,
  docs,
  injector,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { namespaceDetails } from './namespaceDetails';

const QUOTA = `{apiVersion: v1, kind: ResourceQuota, metadata: {name: limits, namespace: shop},
  spec: {hard: {limits.memory: 16Gi, limits.cpu: 8}}, status: {used: {limits.cpu: '2'}}}`;
const NETWORK_POLICY =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}}';

const cluster = (id: string, tenant: string, ...objects: readonly string[]) =>
  docs(
    istiod(id, { watches: ['c1', 'c2'] }),
    injector('default'),
    namespace('shop', `istio.io/rev: default, meshwise.io/tenant: ${tenant}`),
    workload('shop/cart', { cluster: id }),
    ...objects,
  );

const FLEET = fleet({
  c1: cluster(
    'c1',
    'team-shop',
    QUOTA,
    NETWORK_POLICY,
    config('PeerAuthentication', 'shop/default', '{mtls: {mode: STRICT}}'),
    config('AuthorizationPolicy', 'istio-system/all', '{rules: [{}]}'),
    config('Sidecar', 'web/default', '{}'),
  ),
  c2: cluster('c2', 'team-web'),
});

const AT = { cluster: 'c1', namespace: 'shop' };

describe('namespaceDetails, reference 7.1', () => {
  it('tells quota, policies in force, labels and owner of a namespace', () => {
    const { value, because } = answer(FLEET, namespaceDetails, AT);

    expect(value).toMatchObject({
      exists: true,
      tenant: 'team-shop',
      labels: [
        { key: 'istio.io/rev', value: 'default' },
        { key: 'meshwise.io/tenant', value: 'team-shop' },
      ],
      owner: { code: 'owned', controlPlane: { revision: 'default' } },
      isolation: { mtls: 'STRICT', quota: true },
      quotas: [
        {
          name: 'limits',
          limits: [
            { resource: 'limits.cpu', hard: '8', used: '2' },
            { resource: 'limits.memory', hard: '16Gi', used: undefined },
          ],
        },
      ],
      readBy: [{ controlPlane: { cluster: 'c1' }, reads: true }],
    });
    expect(
      value.policies.map(
        ({ kind, namespace: home, name }) => `${kind} ${home}/${name}`,
      ),
    ).toEqual([
      'PeerAuthentication shop/default',
      'AuthorizationPolicy istio-system/all',
      'NetworkPolicy shop/deny',
    ]);
    expect(because).toContainEqual(
      expect.objectContaining({ field: 'spec.mtls.mode', found: 'STRICT' }),
    );
  });

  it('names the services that are merged with those of another owner', () => {
    const { value } = answer(FLEET, namespaceDetails, AT);

    expect(value.verdict).toEqual({
      code: 'conflict',
      tenants: ['team-shop', 'team-web'],
      unowned: [],
    });
    expect(value.mergedWithOthers).toEqual([
      { namespace: 'shop', name: 'cart' },
    ]);
  });

  it('does not take what it cannot see for absent', () => {
    const noQuotas = seenAs(FLEET, {
      cluster: 'c1',
      kind: 'ResourceQuota',
      state: 'forbidden',
    });
    const nothing = seenAs(FLEET, { cluster: 'c1', state: 'forbidden' });

    expect(answer(noQuotas, namespaceDetails, AT).value.quotas).toBe('unknown');
    expect(answer(nothing, namespaceDetails, AT).value).toMatchObject({
      exists: 'unknown',
      quotas: 'unknown',
      isolation: { state: 'unknown' },
      owner: { code: 'unknown' },
    });
  });
});
