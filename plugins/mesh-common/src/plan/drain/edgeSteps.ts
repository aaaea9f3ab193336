import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';

const NETWORK_LABEL = 'topology.istio.io/network';

/** What a person must do besides, because it is decided outside of the mesh: calls that enter at gateways of the cluster. */
export function edgeSteps(
  snapshot: Snapshot,
  cluster: ClusterName,
): readonly string[] {
  const pods = (snapshot.view(cluster, 'Pod')?.table.list() ?? []).filter(
    ({ proxy }) => proxy?.args[1] === 'router',
  );
  const services = snapshot.view(cluster, 'Service')?.table.list() ?? [];
  return services.flatMap(
    ({ namespace, name, selector, type, labels, ingress }) => {
      if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
      if (labels.has(NETWORK_LABEL) || selector.size === 0) return [];
      const serves = pods.some(
        pod =>
          pod.namespace === namespace &&
          [...selector].every(([key, value]) => pod.labels.get(key) === value),
      );
      if (!serves) return [];
      const addresses = ingress.flatMap(
        ({ ip, hostname }) => ip ?? hostname ?? [],
      );
      const at = addresses.length > 0 ? ` (${addresses.join(', ')})` : '';
      return [
        `By hand: calls from outside still enter ${cluster} at ${namespace}/${name}${at}. Take it out of DNS or of the load balancer in front, and put it back afterwards.`,
      ];
    },
  );
}
