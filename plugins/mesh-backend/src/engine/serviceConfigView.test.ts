import {
  ClusterName,
  Memo,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '@meshwise/lab/src/__testUtils__/exampleFleet';
import { fleet } from '../__testUtils__/fleet';
import { primaryCluster } from '../__testUtils__/primaryCluster';
import { serviceConfigView } from './serviceConfigView';

const CHECKOUT = { namespace: 'payments', name: 'checkout' };
const all = () => true;

describe('serviceConfigView of the example fleet', () => {
  const memo = Memo.create();
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await exampleFleet();
  });

  const ask = (
    service: ServiceRef,
    sees: (cluster: ClusterName) => boolean = all,
  ) => serviceConfigView({ snapshot, memo, service, sees });

  it('answers for each control plane by its own version and configuration', () => {
    const { callers } = ask(CHECKOUT).value;
    const answers = callers.map(({ value: { controlPlane, config } }) => [
      controlPlane.cluster,
      controlPlane.version,
      controlPlane.rulesOf,
      config.configCluster,
      config.destinationRules.objects.map(object => object.cluster),
    ]);
    expect(answers).toContainEqual([
      'eu-west-1',
      '1.31.1',
      31,
      'eu-west-1',
      ['eu-west-1'],
    ]);
    expect(answers).toContainEqual([
      'eu-west-2',
      '1.29.2',
      29,
      'eu-west-2',
      ['eu-west-2'],
    ]);
  });

  it('puts callers together for whom the same decides, the own namespace first', () => {
    const { callers } = ask(CHECKOUT).value;
    const ownSidecar = callers.find(
      ({ value: { controlPlane, config } }) =>
        controlPlane.cluster === 'us-east-1' &&
        config.sidecar?.namespace === 'payments',
    );
    expect(ownSidecar?.value.callers).toEqual([
      { cluster: 'us-east-1', namespace: 'payments', pods: expect.any(Number) },
    ]);
    const without = callers.filter(
      ({ value: { controlPlane, config } }) =>
        controlPlane.cluster === 'us-east-1' && config.sidecar === undefined,
    );
    expect(without).toHaveLength(1);
    const [{ value, because }] = without;
    expect(value.callers.length).toBeGreaterThan(1);
    expect(because.map(({ object }) => object.kind)).toContain(
      'DestinationRule',
    );
  });

  it('says that links are assumed where nobody tells them', () => {
    const [{ value, because }] = ask(CHECKOUT).value.callers;
    expect(value.controlPlane.links).toBe('assumed');
    expect(because.map(({ found }) => found).join()).toContain('assumed');
  });

  it('shows the planted drift of checkout side by side', () => {
    const { drift } = ask(CHECKOUT).value;
    expect(drift).toMatchObject([
      {
        mesh: 'prod',
        kind: 'DestinationRule',
        name: 'checkout',
        readBy: 'client',
        primaries: ['eu-west-1', 'eu-west-2', 'us-east-1'],
        drifts: [{ variants: [['eu-west-1', 'us-east-1'], ['eu-west-2']] }],
      },
    ]);
    const ejection = drift[0].fields.find(
      ({ field }) => field === 'trafficPolicy.outlierDetection',
    );
    expect(ejection?.variants.map(({ text }) => text)).toEqual([
      expect.stringContaining('maxEjectionPercent: 100'),
      expect.stringContaining('maxEjectionPercent: 10'),
    ]);
  });

  it('tells which policies guard the pods', () => {
    const server = ask(CHECKOUT).value.servers.find(
      ({ value }) => value.cluster === 'eu-west-2',
    );
    const { policies, controlPlane, limited } = server!.value;
    expect(controlPlane?.version).toBe('1.29.2');
    expect(limited).toBe(false);
    expect(policies.peerAuthentications.objects).toEqual([
      {
        cluster: 'eu-west-2',
        kind: 'PeerAuthentication',
        namespace: 'payments',
        name: 'default',
      },
    ]);
    expect(
      policies.authorizationPolicies.objects.map(({ object }) => object.name),
    ).toEqual(['checkout-callers', 'default-deny', 'same-tenant']);
  });

  it('finds the object in a remote that nobody reads', () => {
    const reviews = ask({ namespace: 'shop', name: 'reviews' }).value;
    expect(reviews.withoutEffect).toEqual([
      {
        cluster: 'us-east-2',
        kind: 'DestinationRule',
        namespace: 'shop',
        name: 'reviews',
        readFrom: ['us-east-1'],
      },
    ]);
  });

  it('lists every object it names for its age', () => {
    const { ages } = ask(CHECKOUT).value;
    expect(ages.map(({ object }) => object.kind)).toEqual(
      expect.arrayContaining([
        'Service',
        'DestinationRule',
        'VirtualService',
        'Sidecar',
        'PeerAuthentication',
        'AuthorizationPolicy',
      ]),
    );
  });

  it('names no hidden cluster, unless the service has a part there', () => {
    const service = { namespace: 'shop', name: 'cart' };
    const { value } = ask(service, cluster => cluster === 'eu-west-1');
    const text = JSON.stringify(value);
    expect(text).toContain('us-east-1');
    expect(value.callers[0].because.map(({ found }) => found)).toContain(
      'assumed',
    );
    for (const hidden of ['us-east-2', 'eu-west-2', 'ocp-legacy', 'edge-1'])
      expect(text).not.toContain(hidden);
  });
});

it('a service that nobody calls has only what guards its pods', () => {
  const snapshot = fleet({ c1: { yaml: primaryCluster('c1') } });
  const service = { namespace: 'shop', name: 'cart' };
  const { value } = serviceConfigView({
    snapshot,
    memo: Memo.create(),
    service,
    sees: all,
  });
  expect(value).toMatchObject({ callers: [], drift: [], withoutEffect: [] });
});

it('what the waypoint of a service applies is told where one takes its requests', () => {
  const ambient = primaryCluster('c1').replace(
    'value: c1 }]',
    'value: c1 }, { name: PILOT_ENABLE_AMBIENT, value: "true" }]',
  );
  const waypoint = `
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/use-waypoint: way } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
status: { addresses: [{ type: Hostname, value: way.shop.svc.cluster.local }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: callers, namespace: shop }
spec: { targetRefs: [{ group: '', kind: Service, name: cart }], rules: [{}] }
`;
  const asked = (yaml: string) =>
    serviceConfigView({
      snapshot: fleet({ c1: { yaml } }),
      memo: Memo.create(),
      service: { namespace: 'shop', name: 'cart' },
      sees: all,
    }).value;
  const policy = {
    cluster: 'c1',
    kind: 'AuthorizationPolicy',
    namespace: 'shop',
    name: 'callers',
  };
  const { waypoints, ages } = asked(ambient + waypoint);
  expect(waypoints.map(({ value }) => value)).toMatchObject([
    {
      cluster: 'c1',
      controlPlane: { deployment: 'istiod-r1' },
      waypoint: { kind: 'Gateway', namespace: 'shop', name: 'way' },
      pods: 0,
      policies: [policy],
    },
  ]);
  expect(ages.map(({ object }) => object)).toContainEqual(policy);
  expect(asked(ambient).waypoints).toEqual([]);
});
