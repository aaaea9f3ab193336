import { KubernetesObject, StringMap } from '../kubernetesObject';
import { includesLabels } from './labelSelector';
import { Node, Pod, Service, ServicePort } from './manifests';
import { stableSuffix } from './stableId';

/** What the EndpointSlice controller puts into one slice at most. */
const ENDPOINTS_PER_SLICE = 100;

const SERVICE_NAME = 'kubernetes.io/service-name';

interface EndpointPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/**
 * The EndpointSlices of a Service, as the EndpointSlice controller writes them: none without a selector, and one set per
 * combination of port numbers that a named target port comes out as.
 */
export function endpointSlicesOf(
  service: Service,
  pods: readonly Pod[],
  nodes: ReadonlyMap<string, Node>,
): readonly KubernetesObject[] {
  const { selector, type, ports = [] } = service.spec;
  if (!selector || type === 'ExternalName') {
    return [];
  }
  const groups = new Map<string, { ports: EndpointPort[]; pods: Pod[] }>();
  for (const pod of pods) {
    if (
      pod.metadata.namespace === service.metadata.namespace &&
      includesLabels(pod.metadata.labels ?? {}, selector)
    ) {
      const resolved = ports.flatMap(port => resolvePort(port, pod));
      const key = JSON.stringify(resolved);
      const group = groups.get(key) ?? { ports: resolved, pods: [] };
      group.pods.push(pod);
      groups.set(key, group);
    }
  }
  if (groups.size === 0) {
    groups.set('', { ports: [], pods: [] });
  }
  return [...groups].flatMap(([key, group]) =>
    chunks(group.pods).map((part, index) =>
      slice(service, `${key}${index}`, group.ports, part, nodes),
    ),
  );
}

function slice(
  service: Service,
  key: string,
  ports: readonly EndpointPort[],
  pods: readonly Pod[],
  nodes: ReadonlyMap<string, Node>,
): KubernetesObject {
  const { name, namespace = 'default', labels } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${stableSuffix(5, namespace, name, key)}`,
      namespace,
      labels: {
        ...labels,
        [SERVICE_NAME]: name,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
        ...headlessLabel(service),
      },
    },
    addressType: 'IPv4',
    ports,
    endpoints: pods.map(pod => endpoint(service, pod, nodes)),
  };
}

function headlessLabel({ spec }: Service): StringMap {
  return spec.clusterIP === 'None'
    ? { 'service.kubernetes.io/headless': '' }
    : {};
}

function endpoint(
  { spec }: Service,
  { metadata, spec: { nodeName }, status }: Pod,
  nodes: ReadonlyMap<string, Node>,
) {
  const serving = status.conditions.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
  const zone =
    nodes.get(nodeName)?.metadata.labels?.['topology.kubernetes.io/zone'];
  return {
    addresses: [status.podIP],
    conditions: {
      ready: serving || spec.publishNotReadyAddresses === true,
      serving,
      terminating: false,
    },
    nodeName,
    ...(zone && { zone }),
    targetRef: {
      kind: 'Pod',
      namespace: metadata.namespace,
      name: metadata.name,
    },
  };
}

/** The port of a pod that a Service port leads to; none when the pod has no port of that name. */
function resolvePort(port: ServicePort, pod: Pod): EndpointPort[] {
  const target = port.targetPort ?? port.port;
  const number =
    typeof target === 'number'
      ? target
      : pod.spec.containers
          .flatMap(({ ports = [] }) => ports)
          .find(({ name }) => name === target)?.containerPort;
  return number === undefined
    ? []
    : [
        {
          name: port.name ?? '',
          port: number,
          protocol: port.protocol ?? 'TCP',
          ...(port.appProtocol && { appProtocol: port.appProtocol }),
        },
      ];
}

function chunks(pods: readonly Pod[]): readonly (readonly Pod[])[] {
  const count = Math.max(1, Math.ceil(pods.length / ENDPOINTS_PER_SLICE));
  return Array.from({ length: count }, (_, index) =>
    pods.slice(index * ENDPOINTS_PER_SLICE, (index + 1) * ENDPOINTS_PER_SLICE),
  );
}
