import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { containsLabels } from '../model/selector';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Policies that speak to a workload: those of the root namespace and of its own that select it, or that are attached to it as a gateway. Reference 7.7. */
export function authorizationPolicies(
  mesh: Mesh,
  view: ControlPlaneView,
  workload: { readonly namespace: string; readonly labels: Labels },
): readonly AuthorizationPolicyRecord[] {
  const { rootNamespace, configCluster } = view;
  return [...new Set([rootNamespace, workload.namespace])]
    .flatMap(namespace =>
      mesh.list(configCluster, 'AuthorizationPolicy', namespace),
    )
    .filter(policy => speaksTo(policy, workload) && isRead(mesh, view, policy));
}

function speaksTo(
  { namespace, selector, targets }: AuthorizationPolicyRecord,
  workload: { readonly namespace: string; readonly labels: Labels },
): boolean {
  if (targets.length === 0)
    return selector === undefined || containsLabels(workload.labels, selector);
  const gateway = workload.labels.get(GATEWAY_NAME);
  return (
    namespace === workload.namespace &&
    targets.some(({ kind, name }) => kind === 'Gateway' && name === gateway)
  );
}
