import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { PeerAuthenticationRecord } from '../model/records/peerAuthentication';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isRead } from './discovery';
import { ServerMtls, serverMtls } from './serverMtls';

/** Policies that count for workloads of a namespace, as an istiod reads them: those of its own config cluster. Reference 6.5. */
const mtlsPolicies: Rule<
  { readonly controlPlane: ControlPlaneKey; readonly namespace: string },
  readonly PeerAuthenticationRecord[]
> = {
  source: '7.6',
  nameOf: ({ controlPlane, namespace }) =>
    `${controlPlaneName(controlPlane)}/${namespace}`,
  ask(mesh, { controlPlane, namespace }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return [];
    return [...new Set([view.rootNamespace, namespace])]
      .flatMap(home =>
        mesh.list(view.configCluster, 'PeerAuthentication', home),
      )
      .filter(policy => isRead(mesh, view, policy));
  },
};

const UNDECIDED: ServerMtls = {
  mode: 'PERMISSIVE',
  ports: new Map(),
  from: [],
};

/** Modes of a workload by the policies that an istiod reads. Reference 7.6. */
export function mtlsOfWorkload(
  mesh: Mesh,
  { key, rootNamespace }: ControlPlaneView,
  workload: { readonly namespace: string; readonly labels: Labels },
): ServerMtls {
  const { namespace } = workload;
  const policies = mesh.ask(mtlsPolicies, { controlPlane: key, namespace });
  if (policies.length === 0) return UNDECIDED;
  return serverMtls({ policies, rootNamespace, workload });
}
