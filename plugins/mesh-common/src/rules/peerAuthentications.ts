import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';
import { ServerMtls, serverMtls } from './serverMtls';

/** Modes of a workload by the policies that an istiod reads, which are those of its own config cluster. Reference 6.5, 7.6. */
export function mtlsOfWorkload(
  mesh: Mesh,
  view: ControlPlaneView,
  workload: { readonly namespace: string; readonly labels: Labels },
): ServerMtls {
  const { rootNamespace, configCluster } = view;
  const namespaces = [...new Set([rootNamespace, workload.namespace])];
  const policies = namespaces
    .flatMap(namespace =>
      mesh.list(configCluster, 'PeerAuthentication', namespace),
    )
    .filter(policy => isRead(mesh, view, policy));
  return serverMtls({ policies, rootNamespace, workload });
}
