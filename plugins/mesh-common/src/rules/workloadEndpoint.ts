import { parseBool } from '../model/parseBool';
import { Labels } from '../model/record';
import {
  WorkloadEntryRecord,
  WorkloadSpec,
} from '../model/records/workloadEntry';
import { augmentedLabels } from './augmentedLabels';
import { localityOfLabels } from './locality';
import { MeshEndpoint } from './serviceEndpoints';

/** Begins the path of a socket, which has no port. */
const SOCKET = 'unix://';

/** Endpoint made of a WorkloadEntry or of an inline endpoint of a ServiceEntry. Reference 3.7. */
export function workloadEndpoint(options: {
  readonly workload: WorkloadSpec;
  /** Labels of the object itself; empty for inline endpoints. */
  readonly objectLabels: Labels;
  readonly namespace: string;
  readonly clusterId: string;
  /** Cluster ID of the registry that tells of it. */
  readonly registry: string;
  /** `number` is used unless the workload names another for this port. */
  readonly port: {
    readonly name: string;
    readonly number: number;
    readonly targetName?: string;
  };
}): MeshEndpoint {
  const { workload, namespace, clusterId, port } = options;
  const labels = new Map([...workload.workloadLabels, ...options.objectLabels]);
  const locality = workload.locality || localityOfLabels(labels) || '';
  const { network, address } = workload;
  const isSocket = address.startsWith(SOCKET);
  return {
    address: isSocket ? address.slice(SOCKET.length) : address,
    port: isSocket
      ? 0
      : workload.ports.get(port.targetName ?? port.name) ||
        workload.ports.get(port.name) ||
        port.number,
    portName: port.name,
    clusterId,
    network,
    locality,
    labels: augmentedLabels(labels, { clusterId, locality, node: '', network }),
    weight: Math.max(1, workload.weight),
    health: 'unknown',
    tlsMode: tlsModeOf(
      labels.get('security.istio.io/tlsMode'),
      workload.serviceAccount,
    ),
    namespace,
    serviceAccount: workload.serviceAccount,
    node: '',
    pod: undefined,
    registry: options.registry,
    sameClusterOnly: false,
  };
}

/** An entry with health checks must be known to be healthy; one without is taken as it is. Reference 3.7. */
export function isHealthyEntry(entry: WorkloadEntryRecord): boolean {
  const checked = entry.annotations.get('proxy.istio.io/health-checks-enabled');
  return parseBool(checked) !== true || entry.healthy === true;
}

function tlsModeOf(
  label: string | undefined,
  serviceAccount: string,
): MeshEndpoint['tlsMode'] {
  if (label !== undefined) return label === 'istio' ? 'istio' : 'disabled';
  return serviceAccount === '' ? 'disabled' : 'istio';
}
