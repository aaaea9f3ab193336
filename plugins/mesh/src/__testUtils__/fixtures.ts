import { Entity } from '@backstage/catalog-model';
import {
  Answered,
  ClusterEndpoints,
  ClusterFreshness,
  ClusterPosition,
  ClusterView,
  ControlPlane,
  EntityServices,
  Finding,
  FleetCluster,
  FleetView,
  Freshness,
  Gap,
  ObjectChange,
  Operation,
  Plan,
  PlanDetails,
  ServiceEndpoint,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';

/** Time of all answers of the fixtures. */
export const NOW = Date.UTC(2026, 10, 21, 14, 2, 11);

export const SERVICE = { namespace: 'payments', name: 'checkout' };

export function freshness(
  name: string,
  overrides: Partial<ClusterFreshness> = {},
): ClusterFreshness {
  return {
    name,
    state: 'synced',
    lastSeen: NOW - 8_000,
    since: NOW - 3_600_000,
    reason: undefined,
    ...overrides,
  };
}

export function answer<A>(
  value: A,
  overrides: Partial<Answered<A>> & { clusters?: ClusterFreshness[] } = {},
): Answered<A> {
  const {
    clusters = [
      freshness('eu-west-1'),
      freshness('eu-central-1'),
      freshness('us-east-1'),
    ],
    ...rest
  } = overrides;
  const age: Freshness = { now: NOW, asOf: NOW - 8_000, clusters };
  return {
    value,
    gaps: [],
    because: [],
    asOf: NOW - 8_000,
    freshness: age,
    partial: false,
    ...rest,
  };
}

export function endpoint(
  cluster: string,
  index: number,
  overrides: Partial<ServiceEndpoint> = {},
): ServiceEndpoint {
  return {
    cluster,
    pod: `checkout-7d9f-${index}`,
    node: 'node-1',
    address: `10.1.0.${index}`,
    ports: [{ name: 'http', number: 8080 }],
    health: 'healthy',
    locality: `${cluster}/${cluster}a`,
    network: 'net-eu',
    revision: '1-29-2',
    mtls: true,
    ...overrides,
  };
}

export function part(
  cluster: string,
  overrides: Partial<ClusterEndpoints> = {},
): ClusterEndpoints {
  const endpoints = overrides.endpoints ?? [
    endpoint(cluster, 1),
    endpoint(cluster, 2),
  ];
  const ready = endpoints.filter(
    candidate => candidate.health === 'healthy',
  ).length;
  const localities = [
    ...new Set(endpoints.map(candidate => candidate.locality)),
  ].map(locality => {
    const here = endpoints.filter(candidate => candidate.locality === locality);
    return {
      locality,
      ready: here.filter(({ health }) => health === 'healthy').length,
      total: here.length,
    };
  });
  return {
    cluster,
    defined: true,
    knowledge: 'complete',
    networks: ['net-eu'],
    ready,
    total: endpoints.length,
    localities,
    endpoints,
    ports: [{ name: 'http', number: 8080, protocol: 'http' }],
    ...overrides,
  };
}

export function controlPlane(
  cluster: string,
  overrides: Partial<ControlPlane> = {},
): ControlPlane {
  return {
    cluster,
    namespace: 'istio-system',
    revision: '1-29-2',
    version: '1.29.2',
    clusterId: cluster,
    tags: ['stable'],
    product: 'istio',
    ready: 2,
    replicas: 2,
    meshId: 'prod-eu',
    trustDomain: 'cluster.local',
    ...overrides,
  };
}

export function position(
  cluster: string,
  overrides: Partial<ClusterPosition> = {},
): ClusterPosition {
  return {
    cluster,
    roles: [{ code: 'primary', servesRemotes: false }],
    controlPlanes: [controlPlane(cluster)],
    mesh: 'prod-eu',
    networks: ['net-eu'],
    ...overrides,
  };
}

export function serviceView(
  parts: readonly ClusterEndpoints[],
  overrides: Partial<ServiceView> = {},
): ServiceView {
  return {
    service: SERVICE,
    endpoints: { service: SERVICE, clusters: parts, without: [] },
    governance: {
      service: SERVICE,
      clusters: parts.map(({ cluster }) => ({
        cluster,
        wouldOwn: {
          code: 'owned',
          controlPlane: controlPlane(cluster),
          tag: 'stable',
          webhook: {
            cluster,
            kind: 'MutatingWebhookConfiguration',
            namespace: '',
            name: 'istio-sidecar-injector',
          },
        },
        owns: [
          {
            revision: '1-29-2',
            proxyVersion: '1.29.2',
            controlPlane: controlPlane(cluster),
            pods: ['checkout-7d9f-1', 'checkout-7d9f-2'],
            pendingRestart: false,
          },
        ],
        configCluster: cluster,
      })),
    },
    positions: parts.map(({ cluster }) => position(cluster)),
    contacts: {},
    ...overrides,
  };
}

export function fleetCluster(
  name: string,
  overrides: Partial<FleetCluster> = {},
): FleetCluster {
  return {
    name,
    title: undefined,
    position: position(name),
    freshness: freshness(name),
    kubernetesVersion: 'v1.34.2',
    writable: true,
    authProvider: 'serviceAccount',
    unreadable: 0,
    ...overrides,
  };
}

export function fleetView(
  clusters: readonly FleetCluster[],
  partial = false,
): FleetView {
  const positions = clusters.flatMap(cluster => cluster.position ?? []);
  return {
    clusters,
    model: {
      clusters: positions,
      meshes: [],
      totals: {
        clusters: clusters.length,
        networks: new Set(positions.flatMap(({ networks }) => networks)).size,
        controlPlanes: positions.flatMap(({ controlPlanes }) => controlPlanes)
          .length,
        meshes: new Set(positions.map(({ mesh }) => mesh)).size,
        partial,
      },
    },
  };
}

export function clusterView(
  name: string,
  overrides: Partial<ClusterView> = {},
): ClusterView {
  const sync = {
    state: 'synced',
    since: NOW - 60_000,
    asOf: NOW - 8_000,
    listedAt: NOW - 60_000,
    reason: undefined,
  } as const;
  return {
    ...fleetCluster(name, { unreadable: 1 }),
    kinds: [
      { ...sync, kind: 'Pod', objects: 1_204, unreadable: [] },
      {
        ...sync,
        kind: 'DestinationRule',
        objects: 3,
        unreadable: [
          { object: 'payments/checkout', problem: 'spec.host is not a text.' },
        ],
      },
      {
        ...sync,
        kind: 'Node',
        state: 'forbidden',
        asOf: undefined,
        objects: undefined,
        unreadable: [],
        reason: 'nodes is forbidden',
      },
      {
        ...sync,
        kind: 'Istio',
        state: 'not-installed',
        objects: 0,
        unreadable: [],
      },
    ],
    ...overrides,
  };
}

export const LINKED: EntityServices = {
  entityRef: 'component:default/checkout',
  linkedBy: 'meshwise.io/service',
  services: [SERVICE],
  problems: [],
};

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    code: 'failover-not-armed',
    source: '5.3',
    severity: 'error',
    subject: {
      kind: 'DestinationRule',
      namespace: 'payments',
      name: 'checkout',
      clusters: ['eu-west-1'],
    },
    message: 'The failover of payments/checkout never happens.',
    fix: 'Add outlier detection to the rule.',
    because: [
      {
        object: {
          cluster: 'eu-west-1',
          kind: 'DestinationRule',
          namespace: 'payments',
          name: 'checkout',
        },
        field: 'spec.trafficPolicy.outlierDetection',
        source: '5.3',
      },
    ],
    gaps: [],
    ...overrides,
  };
}

export const TIMEOUT_GAP: Gap = {
  cluster: 'us-east-1',
  kind: 'EndpointSlice',
  state: 'timeout',
  since: NOW - 240_000,
  reason: 'connect ETIMEDOUT',
};

/** The entity on whose page cards and tabs are drawn. */
export const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    namespace: 'default',
    annotations: {
      'meshwise.io/service': 'payments/checkout',
      'backstage.io/kubernetes-id': 'checkout',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-payments' },
};

export const ANSWERS = {
  namespace: 'payments-batch',
  tenant: 'team-payments',
  clusters: ['eu-west-1', 'eu-central-1'],
  revision: 'stable',
  quotaTier: 'small',
} as const;

export function change(
  cluster: string,
  overrides: Partial<ObjectChange> = {},
): ObjectChange {
  return {
    cluster,
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    name: ANSWERS.namespace,
    act: 'create',
    fields: [
      {
        path: 'metadata.labels["istio.io/rev"]',
        before: undefined,
        after: 'stable',
      },
    ],
    yaml: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: payments-batch\n',
    ...overrides,
  };
}

export function plan(overrides: Partial<PlanDetails> = {}): Plan {
  return {
    intent: 'onboard-namespace',
    parameters: ANSWERS,
    class: 'tenancy',
    hash: '7c1e55d0a4b3',
    summary:
      'Creates namespace payments-batch in 2 clusters for team-payments.',
    notes: ['Nobody outside the namespace may call in until you allow it.'],
    effect: {
      callers: [],
      mtls: [],
      trust: [],
      losesFallback: [],
      shadowed: [],
      findings: { appear: [], disappear: [] },
      notExamined: [],
      hidden: 0,
      gaps: [],
    },
    undo: { code: 'exact' },
    changes: [change('eu-west-1'), change('eu-central-1')],
    checks: [
      { cluster: 'eu-west-1', code: 'ready' },
      { cluster: 'eu-central-1', code: 'ready' },
    ],
    applicable: true,
    proposable: true,
    createdAt: NOW,
    expiresAt: NOW + 900_000,
    ...overrides,
  };
}

export function operation(overrides: Partial<Operation> = {}): Operation {
  return {
    id: '01JD8',
    intent: 'onboard-namespace',
    class: 'tenancy',
    summary:
      'Creates namespace payments-batch in 2 clusters for team-payments.',
    planHash: '7c1e55d0a4b3',
    requester: 'user:default/guest',
    state: 'applying',
    actions: [],
    createdAt: NOW,
    updatedAt: NOW + 5_000,
    targets: [
      {
        cluster: 'eu-west-1',
        state: 'done',
        items: [
          {
            act: 'create',
            object: 'Namespace payments-batch',
            state: 'applied',
          },
        ],
      },
      {
        cluster: 'eu-central-1',
        state: 'applying',
        items: [
          {
            act: 'create',
            object: 'Namespace payments-batch',
            state: 'waiting',
          },
        ],
      },
    ],
    message: undefined,
    ...overrides,
  };
}
