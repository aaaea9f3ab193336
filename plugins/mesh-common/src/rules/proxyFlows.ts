import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { controlPlaneName, ControlPlaneView } from './controlPlaneView';
import { YES } from './indexes';
import { LABELLED_SERVICES } from './networkGateways';
import { servingViews } from './servingViews';
import { viewOfProxy } from './viewOfProxy';

/** A way of traffic that may have control planes of its own (reference 10.5). @public */
export type Flow = 'ingress' | 'application' | 'egress';

/** The flows, in the order in which traffic takes them. */
export const FLOWS: readonly Flow[] = ['ingress', 'application', 'egress'];

/** Proxies of one flow that belong to a control plane. */
export interface ProxyCount {
  readonly all: number;
  readonly ready: number;
}

/** Proxies of a cluster by control plane and flow; under `''` those whose control plane is not known. */
export type ProxyFlows = ReadonlyMap<string, ReadonlyMap<Flow, ProxyCount>>;

/** Which control planes the proxies of a cluster belong to, by the flow they serve. East-west gateways are a part of none. Reference 10.5. */
export const proxyFlows: Rule<ClusterName, ProxyFlows> = {
  source: '10.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const views = mesh.ask(servingViews, cluster);
    const counts = new Map<string, Map<Flow, ProxyCount>>();
    for (const pod of mesh.list(cluster, 'Pod')) {
      const flow = pod.proxy && flowOf(mesh, cluster, pod);
      if (!flow) continue;
      const name = controlPlaneOfProxy(pod, views);
      const flows = counts.get(name) ?? new Map<Flow, ProxyCount>();
      const { all = 0, ready = 0 } = flows.get(flow) ?? {};
      flows.set(flow, { all: all + 1, ready: ready + Number(pod.ready) });
      counts.set(name, flows);
    }
    return counts;
  },
};

/** A sidecar is a part of an application. A gateway that says so is for leaving; one that leads into a network is for neither. */
function flowOf(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
): Flow | undefined {
  const kind = pod.proxy?.args[1];
  if (kind === 'sidecar') return 'application';
  if (kind !== 'router') return undefined;
  const eastWest = mesh
    .find(cluster, 'Service', { index: LABELLED_SERVICES, key: YES })
    .some(
      ({ namespace, selector }) =>
        namespace === pod.namespace &&
        selector.size > 0 &&
        containsLabels(pod.labels, selector),
    );
  if (eastWest) return undefined;
  const names = ['istio', 'app', 'gateway.networking.k8s.io/gateway-name'];
  return names.some(name => /egress/.test(pod.labels.get(name) ?? ''))
    ? 'egress'
    : 'ingress';
}

/** Name of the control plane that a proxy belongs to, among those that serve its cluster; `''` if it is none of them. */
export function controlPlaneOfProxy(
  pod: PodRecord,
  views: readonly ControlPlaneView[],
): string {
  const view = viewOfProxy(pod, views);
  return view ? controlPlaneName(view.key) : '';
}
