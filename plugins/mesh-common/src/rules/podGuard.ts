import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { isCaptured } from './ambientPods';
import { ControlPlaneView } from './controlPlaneView';
import { proxyOf } from './proxyOf';
import { servingViews } from './servingViews';

/** Who enforces policies at a pod; `none`: nobody does. @public */
export type GuardCode = 'sidecar' | 'ztunnel' | 'none' | 'unknown';

/** Who stands between a pod and its callers. */
export type PodGuard =
  | {
      readonly code: 'sidecar' | 'ztunnel';
      /** The control plane whose policies it enforces. */
      readonly view: ControlPlaneView;
    }
  | { readonly code: 'none' }
  | { readonly code: 'unknown'; readonly reason: string };

/** Who enforces policies at a pod: its sidecar, the ztunnel of its node, or nobody. Reference 2.4, 2.6. */
export function podGuard(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
): PodGuard {
  const { namespace, name } = pod;
  if (pod.proxy) {
    const view = mesh.ask(proxyOf, { cluster, namespace, pod: name })?.view;
    return view
      ? { code: 'sidecar', view }
      : {
          code: 'unknown',
          reason: `the control plane of pod ${namespace}/${name} is not known`,
        };
  }
  if (!isCaptured(pod)) return { code: 'none' };
  const views = mesh.ask(servingViews, cluster);
  return views.length === 1
    ? { code: 'ztunnel', view: views[0] }
    : {
        code: 'unknown',
        reason: 'which control plane its ztunnel belongs to is not known',
      };
}
