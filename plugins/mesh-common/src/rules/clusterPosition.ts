import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Mesh } from '../model/mesh';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { clusterRoles } from './clusterRoles';
import { controlPlanes } from './controlPlanes';
import { ClusterPosition, ClusterRole, ControlPlane } from './deploymentModel';
import { clusterNetwork } from './podNetwork';
import { systemNamespaces } from './systemNamespaces';

export const PODS_WITH_MESH_ID = new RecordIndex<PodRecord>(pod =>
  pod.proxy?.env.get('ISTIO_META_MESH_ID') ? ['claims'] : [],
);

/** Place of one cluster in the fleet: roles, control planes, mesh and networks. Reference 1. */
export const clusterPosition: Rule<ClusterName, ClusterPosition> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const roles = mesh.ask(clusterRoles, cluster);
    const own = mesh.ask(controlPlanes, cluster);
    const networks = mesh
      .ask(systemNamespaces, cluster)
      .map(systemNamespace =>
        mesh.ask(clusterNetwork, { cluster, systemNamespace }),
      );
    return {
      cluster,
      roles,
      controlPlanes: own,
      mesh: meshOf(mesh, cluster, roles, own),
      networks: [...new Set(networks)].sort(compareText),
    };
  },
};

function meshOf(
  mesh: Mesh,
  cluster: ClusterName,
  roles: readonly ClusterRole[],
  own: readonly ControlPlane[],
): string | undefined {
  const [local] = own
    .map(({ meshId }) => meshId)
    .filter(id => id !== undefined);
  if (local !== undefined) return local;
  for (const role of roles) {
    if (
      (role.code !== 'remote' && role.code !== 'remote-of-external') ||
      role.of === undefined
    )
      continue;
    const [remote] = mesh
      .ask(controlPlanes, role.of)
      .flatMap(({ meshId }) => meshId ?? []);
    if (remote !== undefined) return remote;
  }
  const [pod] = mesh.find(cluster, 'Pod', {
    index: PODS_WITH_MESH_ID,
    key: 'claims',
  });
  return pod?.proxy?.env.get('ISTIO_META_MESH_ID');
}
