import { snapshotOf } from '../decode/snapshotOf';
import { Snapshot } from '../model/snapshot';
import { NOW } from './fleet';

/** Pods of the service in one zone of a cluster. */
export interface FleetPods {
  readonly count: number;
  /** `region/zone`. */
  readonly locality: string;
  readonly unready?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A cluster with a part of the service and one caller. The first cluster is the primary of all others. */
export interface FleetCluster {
  readonly pods: readonly FleetPods[];
  /** `''`: no network is set. */
  readonly network?: string;
  /** Number of addresses of its east-west gateway. */
  readonly gateways?: number;
  /** Where its caller runs. */
  readonly locality: string;
}

/** A fleet with the service `shop/cart` and a caller `web/web` in each cluster. */
export interface ServiceFleet {
  readonly clusters: Readonly<Record<string, FleetCluster>>;
  /** Istio objects of the primary. */
  readonly config?: readonly unknown[];
  /** Mesh config of the primary, as YAML. */
  readonly mesh?: string;
  readonly version?: string;
  readonly service?: Readonly<Record<string, unknown>>;
  /** More services of the same kind, for measurements. */
  readonly services?: number;
}

const SIDECAR_STATUS = JSON.stringify({ revision: 'default' });

/** The objects of a fleet as its API servers return them, by cluster. */
export function serviceFleetObjects(
  fleet: ServiceFleet,
): ReadonlyMap<string, readonly unknown[]> {
  const names = Object.keys(fleet.clusters);
  return new Map(
    names.map((name, index) => [
      name,
      [
        ...clusterObjects(fleet, name, index),
        ...(index === 0 ? controlPlane(fleet, names) : []),
      ],
    ]),
  );
}

/** The fleet as a snapshot in which everything is known. */
export function serviceFleet(fleet: ServiceFleet): Snapshot {
  return snapshotOf({ clusters: serviceFleetObjects(fleet), at: NOW });
}

/** The caller of a cluster. */
export function callerIn(cluster: string) {
  return { cluster, namespace: 'web', pod: 'web' };
}

/** A DestinationRule for the service. */
export function destinationRule(trafficPolicy: unknown, subsets?: unknown) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: meta('cart', 'shop'),
    spec: { host: 'cart.shop.svc.cluster.local', trafficPolicy, subsets },
  };
}

/** Outlier detection that may eject up to a percentage. */
export function outlierDetection(maxEjectionPercent?: number) {
  return { outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent } };
}

function meta(
  name: string,
  namespace?: string,
  labels?: Readonly<Record<string, string>>,
) {
  return {
    name,
    namespace,
    labels,
    creationTimestamp: '2026-03-01T09:00:00Z',
  };
}

function clusterObjects(
  fleet: ServiceFleet,
  name: string,
  index: number,
): readonly unknown[] {
  const { pods, network, gateways = 0, locality } = fleet.clusters[name];
  const localities = [...new Set([locality, ...pods.map(p => p.locality)])];
  const node = (place: string) =>
    `${name}-${place.replace(/\//g, '-') || 'nowhere'}`;
  const services = Array.from({ length: fleet.services ?? 1 }, (_, i) =>
    i === 0 ? 'cart' : `cart-${i}`,
  );
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        ...meta(
          'istio-system',
          undefined,
          network ? { 'topology.istio.io/network': network } : {},
        ),
        annotations: { 'topology.istio.io/controlPlaneClusters': '*' },
      },
    },
    ...['shop', 'web'].map(namespace => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta(namespace, undefined, { 'istio-injection': 'enabled' }),
    })),
    ...localities.map(place => nodeObject(node(place), place)),
    ...(gateways > 0 && network ? [gateway(index, network, gateways)] : []),
    podObject({
      cluster: name,
      namespace: 'web',
      name: 'web',
      address: `10.${index}.255.1`,
      node: node(locality),
      network,
      labels: { app: 'web' },
    }),
    ...services.flatMap((service, number) =>
      serviceObjects({ fleet, name, index, service, number, node }),
    ),
  ];
}

function serviceObjects(place: {
  readonly fleet: ServiceFleet;
  readonly name: string;
  readonly index: number;
  readonly service: string;
  readonly number: number;
  readonly node: (locality: string) => string;
}): readonly unknown[] {
  const { fleet, name, index, service, number, node } = place;
  const { pods, network } = fleet.clusters[name];
  const all = pods.flatMap((part, p) =>
    Array.from({ length: part.count }, (_, i) => ({
      ...part,
      pod: `${service}-${p}-${i}`,
      address: `10.${index}.${(number % 60) * 4 + p}.${
        Math.floor(number / 60) * 12 + i + 1
      }`,
      ready: i >= (part.unready ?? 0),
    })),
  );
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(service, 'shop'),
      spec: {
        clusterIP: `10.96.${index}.1`,
        clusterIPs: [`10.96.${index}.1`],
        selector: { app: service },
        ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
        ...fleet.service,
      },
    },
    ...all.map(({ pod, address, locality, labels }) =>
      podObject({
        cluster: name,
        namespace: 'shop',
        name: pod,
        address,
        node: node(locality),
        network,
        labels: { app: service, ...labels },
      }),
    ),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta(`${service}-1`, 'shop', {
        'kubernetes.io/service-name': service,
      }),
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: all.map(({ pod, address, locality, ready }) => ({
        addresses: [address],
        conditions: { ready, serving: ready, terminating: false },
        nodeName: node(locality),
        targetRef: { kind: 'Pod', name: pod, namespace: 'shop' },
      })),
    },
  ];
}

function podObject(pod: {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
  readonly node: string;
  readonly network: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}): unknown {
  const { cluster, namespace, name, address, node, network, labels } = pod;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...meta(name, namespace, {
        ...labels,
        'security.istio.io/tlsMode': 'istio',
        ...(network ? { 'topology.istio.io/network': network } : {}),
      }),
      annotations: {
        'istio.io/rev': 'default',
        'sidecar.istio.io/status': SIDECAR_STATUS,
      },
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name: 'istio-proxy',
          image: 'docker.io/istio/proxyv2:1.31.0',
          args: ['proxy', 'sidecar'],
          env: [
            { name: 'CA_ADDR', value: 'istiod.istio-system.svc:15012' },
            { name: 'ISTIO_META_CLUSTER_ID', value: cluster },
            ...(network
              ? [{ name: 'ISTIO_META_NETWORK', value: network }]
              : []),
          ],
        },
      ],
    },
    status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }] },
  };
}

function nodeObject(name: string, locality: string): unknown {
  const [region, zone] = locality.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta(name, undefined, {
      ...(region && { 'topology.kubernetes.io/region': region }),
      ...(zone && { 'topology.kubernetes.io/zone': zone }),
    }),
  };
}

function gateway(index: number, network: string, count: number): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('istio-eastwestgateway', 'istio-system', {
      'topology.istio.io/network': network,
    }),
    spec: {
      type: 'LoadBalancer',
      ports: [{ name: 'tls', port: 15443, protocol: 'TCP' }],
    },
    status: {
      loadBalancer: {
        ingress: Array.from({ length: count }, (_, i) => ({
          ip: `203.0.${index}.${i + 1}`,
        })),
      },
    },
  };
}

function controlPlane(
  { config = [], mesh = '{}', version = '1.31.0' }: ServiceFleet,
  names: readonly string[],
): readonly unknown[] {
  const [own, ...watched] = names;
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta('istiod', 'istio-system', {
        app: 'istiod',
        'istio.io/rev': 'default',
      }),
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'istiod' } },
        template: {
          metadata: { labels: { app: 'istiod' } },
          spec: {
            containers: [
              {
                name: 'discovery',
                image: `docker.io/istio/pilot:${version}`,
                env: [
                  { name: 'REVISION', value: 'default' },
                  { name: 'CLUSTER_ID', value: own },
                ],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta('istio', 'istio-system', { 'istio.io/rev': 'default' }),
      data: { mesh, meshNetworks: 'networks: {}' },
    },
    ...watched.map(cluster => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        ...meta(`istio-remote-secret-${cluster}`, 'istio-system', {
          'istio/multiCluster': 'true',
        }),
        annotations: { 'networking.istio.io/cluster': cluster },
      },
      data: { [cluster]: '' },
    })),
    ...config,
  ];
}
