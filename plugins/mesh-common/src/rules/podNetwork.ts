import { ClusterName } from '../model/refs';
import { MeshNetwork } from '../model/meshConfig';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { cidrContains } from './cidr';
import { clusterIdOf } from './clusterId';

const LABEL = 'topology.istio.io/network';

/** Network of the pods of a cluster that carry no label of their own: label of the system namespace, else `fromRegistry` of mesh networks. Reference 1.4. */
export const clusterNetwork: Rule<
  { readonly cluster: ClusterName; readonly systemNamespace: string },
  string
> = {
  source: '1.4',
  nameOf: ({ cluster, systemNamespace }) => `${cluster}/${systemNamespace}`,
  ask(mesh, { cluster, systemNamespace }) {
    const namespace = mesh.get(cluster, 'Namespace', {
      namespace: '',
      name: systemNamespace,
    });
    const network = namespace?.labels.get(LABEL);
    if (network) {
      mesh.because(
        { cluster, kind: 'Namespace', namespace: '', name: systemNamespace },
        `metadata.labels["${LABEL}"]`,
        network,
      );
      return network;
    }
    const id = mesh.ask(clusterIdOf, cluster).id;
    for (const config of mesh.list(cluster, 'MeshConfig', systemNamespace)) {
      const named = networkOfRegistry(config.networks, id);
      if (named !== undefined) return named;
    }
    return '';
  },
};

/** Network that mesh networks give to all endpoints of a cluster. */
export function networkOfRegistry(
  networks: readonly MeshNetwork[],
  clusterId: string,
): string | undefined {
  return networks.find(network =>
    network.endpoints.some(
      part => part.code === 'registry' && part.clusterId === clusterId,
    ),
  )?.name;
}

/** Network that mesh networks give to an address. */
export function networkOfAddress(
  networks: readonly MeshNetwork[],
  address: string,
): string | undefined {
  return networks.find(network =>
    network.endpoints.some(
      part => part.code === 'cidr' && cidrContains(part.cidr, address),
    ),
  )?.name;
}

/** Network label of a pod, written by the injector. */
export function networkLabel(pod: PodRecord): string | undefined {
  return pod.labels.get(LABEL) || undefined;
}
