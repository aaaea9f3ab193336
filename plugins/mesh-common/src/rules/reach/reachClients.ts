import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { Rule } from '../../model/rule';
import {
  CallerGroup,
  CallerWorkload,
  callerGroupsInCluster,
} from '../callerGroups';
import { calledService } from '../calledService';

/** A workload with sidecars that may want to call a service. @public */
export interface ReachCaller extends CallerWorkload {
  readonly namespace: string;
  /** The service is among what its control plane tells it. */
  readonly visible: boolean;
}

/**
 * Workloads with sidecars in a cluster from which a service may be called; those that know the service come first, and of them those of
 * other namespaces than its own. Reference 8.
 *
 * @public
 */
export const reachClients: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  readonly ReachCaller[]
> = {
  source: '8',
  nameOf: ({ cluster, service }) => `${cluster} ${serviceKey(service)}`,
  ask(mesh, { cluster, service }) {
    const callers = new Map<string, ReachCaller>();
    for (const group of mesh.ask(callerGroupsInCluster, cluster)) {
      const visible = calledService(mesh, group.client, service) !== undefined;
      for (const caller of callersOf(group, visible)) {
        const key = `${caller.namespace}/${caller.name}`;
        const known = callers.get(key);
        if (!known || (caller.visible && !known.visible))
          callers.set(key, caller);
      }
    }
    const rank = ({ visible, namespace }: ReachCaller) =>
      (visible ? 0 : 2) + Number(namespace === service.namespace);
    return [...callers.values()].sort((a, b) => rank(a) - rank(b));
  },
};

function callersOf(
  { namespace, workloads }: CallerGroup,
  visible: boolean,
): readonly ReachCaller[] {
  return workloads.map(workload => ({ ...workload, namespace, visible }));
}
