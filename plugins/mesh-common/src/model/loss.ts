import { ApplyChange, LossChange } from './change';
import { Kind } from './kinds';
import { ObjectRecord } from './record';
import { Records } from './records';
import { ClusterName } from './refs';
import { Snapshot } from './snapshot';
import { unreadyPods } from './unreadyPods';

const NETWORK_LABEL = 'topology.istio.io/network';
const NODE_SELECTOR = 'traffic.istio.io/nodeSelector';

/** The objects as a loss leaves them. Reference 5.7. */
export function loss(
  snapshot: Snapshot,
  change: LossChange,
): readonly ApplyChange[] {
  switch (change.mode) {
    case 'D1':
      return unreadyPods(snapshot, change.pods);
    case 'D6':
      return gatewaysWithoutAddresses(snapshot, change.cluster);
    default:
      // Istiod does not notice; that calls fail is for the load to say. Or it forgets the cluster, whose objects stay as they are.
      return [];
  }
}

function gatewaysWithoutAddresses(
  snapshot: Snapshot,
  cluster: ClusterName,
): readonly ApplyChange[] {
  const services = gatewaysOf(snapshot, cluster, 'Service').map(service => {
    const annotations = new Map(service.annotations);
    annotations.delete(NODE_SELECTOR);
    return { ...service, annotations, externalIps: [], ingress: [] };
  });
  const gateways = gatewaysOf(snapshot, cluster, 'KubernetesGateway').map(
    gateway => ({ ...gateway, addresses: [], statusAddresses: [] }),
  );
  return [
    ...services.map(record => applied(cluster, 'Service', record)),
    ...gateways.map(record => applied(cluster, 'KubernetesGateway', record)),
  ];
}

function gatewaysOf<K extends 'Service' | 'KubernetesGateway'>(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: K,
): readonly Records[K][] {
  const records: readonly Records[K][] =
    snapshot.view(cluster, kind)?.table.list() ?? [];
  return records.filter(({ labels }: ObjectRecord) =>
    labels.has(NETWORK_LABEL),
  );
}

function applied<K extends Kind>(
  cluster: ClusterName,
  kind: K,
  record: Records[K],
): ApplyChange<K> {
  return { code: 'apply', cluster, kind, record } as ApplyChange<K>;
}
