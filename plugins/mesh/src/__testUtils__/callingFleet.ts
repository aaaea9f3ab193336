import {
  Answered,
  Change,
  serviceExcerpt,
  ServiceSnapshot,
  Snapshot,
  snapshotOf,
  snapshotToWire,
} from '@meshwise/backstage-plugin-mesh-common';
import { answer, NOW, SERVICE } from './fixtures';

const REVISION = 'default';

function pod(cluster: string, namespace: string, name: string, ip: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      name,
      labels: { app: name, 'security.istio.io/tlsMode': 'istio' },
      annotations: {
        'istio.io/rev': REVISION,
        'sidecar.istio.io/status': JSON.stringify({ revision: REVISION }),
      },
    },
    spec: {
      nodeName: `node-${cluster}`,
      containers: [
        {
          name: 'istio-proxy',
          image: 'istio/proxyv2:1.31.0',
          args: ['proxy', 'sidecar'],
          env: [
            { name: 'CA_ADDR', value: 'istiod.istio-system.svc:15012' },
            { name: 'ISTIO_META_CLUSTER_ID', value: cluster },
          ],
        },
      ],
    },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] },
  };
}

function partOf(cluster: string, index: number) {
  const ip = `10.${index}.0.1`;
  const { namespace, name } = SERVICE;
  return [
    ...['istio-system', namespace, 'web'].map(ns => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: ns,
        annotations: { 'topology.istio.io/controlPlaneClusters': '*' },
      },
    })),
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: `node-${cluster}`,
        labels: {
          'topology.kubernetes.io/region': cluster.slice(0, 2),
          'topology.kubernetes.io/zone': cluster,
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name },
      spec: {
        clusterIP: `10.96.${index}.1`,
        selector: { app: name },
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'grpc-admin', port: 9090 },
        ],
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        namespace,
        name: `${name}-1`,
        labels: { 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      ports: [
        { name: 'http', port: 8080, protocol: 'TCP' },
        { name: 'grpc-admin', port: 9090, protocol: 'TCP' },
      ],
      endpoints: [
        {
          addresses: [ip],
          conditions: { ready: true },
          nodeName: `node-${cluster}`,
          targetRef: { kind: 'Pod', namespace, name },
        },
      ],
    },
    pod(cluster, namespace, name, ip),
    pod(cluster, 'web', 'frontend', `10.${index}.0.9`),
  ];
}

const CONTROL_PLANE = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    namespace: 'istio-system',
    name: 'istiod',
    labels: { app: 'istiod' },
  },
  spec: {
    replicas: 1,
    template: {
      spec: {
        containers: [
          {
            name: 'discovery',
            image: 'istio/pilot:1.31.0',
            env: [{ name: 'CLUSTER_ID', value: 'eu-west-1' }],
          },
        ],
      },
    },
  },
  status: { replicas: 1, readyReplicas: 1 },
};

const LINK = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    namespace: 'istio-system',
    name: 'us-east-1',
    labels: { 'istio/multiCluster': 'true' },
  },
  data: { 'us-east-1': '' },
};

const RULE = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { namespace: SERVICE.namespace, name: SERVICE.name },
  spec: {
    host: `${SERVICE.name}.${SERVICE.namespace}.svc.cluster.local`,
    trafficPolicy: {
      outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 100 },
    },
  },
};

/** Calls of the second port are answered by the proxy. */
const ROUTE = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace: SERVICE.namespace, name: SERVICE.name },
  spec: {
    hosts: [RULE.spec.host],
    http: [
      { match: [{ port: 9090 }], directResponse: { status: 503 } },
      {
        route: [
          { destination: { host: RULE.spec.host, port: { number: 80 } } },
        ],
      },
    ],
  },
};

/** A primary and its remote on one network, each with a part of the service on two ports and a caller; outlier detection is on. */
export function callingFleet(...changes: readonly Change[]): Snapshot {
  const clusters = new Map<string, readonly unknown[]>([
    [
      'eu-west-1',
      [...partOf('eu-west-1', 1), CONTROL_PLANE, LINK, RULE, ROUTE],
    ],
    ['us-east-1', partOf('us-east-1', 2)],
  ]);
  return snapshotOf({ clusters, at: NOW }).with(...changes);
}

/** What the server gives of a fleet. */
export function servedSnapshot(snapshot: Snapshot): Answered<ServiceSnapshot> {
  const { callers, gaps, ...excerpt } = serviceExcerpt(snapshot, SERVICE);
  return answer(
    {
      service: SERVICE,
      callers,
      snapshot: snapshotToWire(excerpt.snapshot),
    },
    { gaps, partial: gaps.length > 0 },
  );
}
