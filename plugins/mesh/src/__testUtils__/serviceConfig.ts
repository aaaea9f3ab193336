import {
  Answer,
  AnsweringControlPlane,
  CallerConfig,
  ObjectRef,
  ServerConfig,
  ServiceConfigView,
  ServiceDrift,
  WaypointConfig,
} from '@meshwise/backstage-plugin-mesh-common';
import { NOW, SERVICE } from './fixtures';

const DAY = 24 * 60 * 60 * 1000;

/** A part of a view that saw everything. */
export function part<A>(
  value: A,
  overrides: Partial<Answer<A>> = {},
): Answer<A> {
  return { value, gaps: [], because: [], asOf: NOW - 8_000, ...overrides };
}

/** An object of the service's namespace. */
export function objectOf(
  cluster: string,
  kind: string,
  name: string,
  namespace = 'payments',
): ObjectRef {
  return { cluster, kind, namespace, name };
}

/** A control plane that answers. */
export function answering(
  cluster: string,
  overrides: Partial<AnsweringControlPlane> = {},
): AnsweringControlPlane {
  return {
    cluster,
    namespace: 'istio-system',
    deployment: 'istiod',
    revision: '1-29-2',
    version: '1.29.2',
    rulesOf: 29,
    configCluster: cluster,
    mesh: 'prod',
    domain: 'cluster.local',
    links: 'listed',
    ...overrides,
  };
}

/** Callers in one cluster, for whom one DestinationRule wins against one of the root namespace. */
export function callerConfig(
  cluster: string,
  overrides: Partial<CallerConfig> = {},
): CallerConfig {
  return {
    controlPlane: answering(cluster),
    callers: [{ cluster, namespace: 'payments', pods: 3 }],
    config: {
      configCluster: cluster,
      visible: true,
      sidecar: undefined,
      definitions: [objectOf(cluster, 'Service', 'checkout')],
      destinationRules: {
        objects: [objectOf(cluster, 'DestinationRule', 'checkout')],
        others: [
          {
            object: objectOf(
              cluster,
              'DestinationRule',
              'defaults',
              'istio-system',
            ),
            reason: 'shadowed',
          },
          {
            object: objectOf('us-east-1', 'DestinationRule', 'checkout'),
            reason: 'other-config-cluster',
          },
        ],
      },
      routes: { objects: [], others: [] },
    },
    ...overrides,
  };
}

/** Pods in one cluster, guarded by one policy of each kind. */
export function serverConfig(
  cluster: string,
  overrides: Partial<ServerConfig> = {},
): ServerConfig {
  return {
    cluster,
    controlPlane: answering(cluster),
    policies: {
      pods: ['checkout-1', 'checkout-2'],
      guard: 'sidecar',
      controlPlane: answering(cluster),
      configCluster: cluster,
      peerAuthentications: {
        objects: [objectOf(cluster, 'PeerAuthentication', 'default')],
        others: [],
      },
      authorizationPolicies: {
        objects: [
          {
            object: objectOf(cluster, 'AuthorizationPolicy', 'callers'),
            action: 'ALLOW',
          },
        ],
        others: [
          {
            object: objectOf(cluster, 'AuthorizationPolicy', 'trial'),
            reason: 'not-enforced',
          },
        ],
      },
      waypoint: undefined,
    },
    limited: false,
    ...overrides,
  };
}

/** A waypoint in one cluster with a route and a policy, of whose pods one is ready. */
export function waypointConfig(
  cluster: string,
  overrides: Partial<WaypointConfig> = {},
): WaypointConfig {
  return {
    cluster,
    controlPlane: answering(cluster),
    waypoint: objectOf(cluster, 'Gateway', 'waypoint'),
    ready: 1,
    pods: 2,
    routes: {
      objects: [objectOf(cluster, 'HTTPRoute', 'checkout-canary')],
      others: [],
    },
    destinationRules: { objects: [], others: [] },
    policies: [objectOf(cluster, 'AuthorizationPolicy', 'waypoint-callers')],
    ...overrides,
  };
}

/** A DestinationRule whose copy in one of three clusters says something else. */
export const DRIFT: ServiceDrift = {
  mesh: 'prod',
  kind: 'DestinationRule',
  namespace: 'payments',
  name: 'checkout',
  readBy: 'client',
  primaries: ['eu-central-1', 'eu-west-1', 'us-east-1'],
  drifts: [
    {
      code: 'differs',
      variants: [['eu-west-1', 'us-east-1'], ['eu-central-1']],
      fields: ['trafficPolicy.outlierDetection'],
    },
  ],
  fields: [
    {
      field: 'trafficPolicy.outlierDetection',
      variants: [
        {
          clusters: ['eu-west-1', 'us-east-1'],
          code: 'shown',
          text: 'maxEjectionPercent: 100',
        },
        { clusters: ['eu-central-1'], code: 'absent', text: undefined },
      ],
    },
  ],
};

/** What decides about a service in two clusters; nothing differs. */
export function serviceConfig(
  overrides: Partial<ServiceConfigView> = {},
): ServiceConfigView {
  return {
    service: SERVICE,
    callers: [part(callerConfig('eu-west-1')), part(callerConfig('us-east-1'))],
    servers: [part(serverConfig('eu-west-1')), part(serverConfig('us-east-1'))],
    waypoints: [],
    drift: [],
    withoutEffect: [],
    ages: [
      {
        object: objectOf('eu-west-1', 'DestinationRule', 'checkout'),
        created: NOW - 12 * DAY,
      },
    ],
    ...overrides,
  };
}
