import { FLOW_LABEL } from '../annotations';
import { Mesh } from '../model/mesh';
import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
} from './controlPlaneView';
import { flowGaps, FlowGap } from './flowGaps';
import { twinEquality, TwinEquality } from './flowTwins';
import { istiods } from './istiods';
import { meshIdOf } from './meshIdOf';
import { Flow, FLOWS, proxyFlows } from './proxyFlows';
import { servingViews } from './servingViews';

/** A control plane as far as one flow is concerned. @public */
export interface FlowMember {
  readonly controlPlane: ControlPlaneKey;
  readonly revision: string;
  readonly version: string | undefined;
  /** Replicas of istiod. */
  readonly ready: number;
  readonly replicas: number;
  /** Proxies of the flow that belong to it. */
  readonly proxies: number;
  readonly readyProxies: number;
  /** By the label of its Namespace, by its proxies, or because it could take over from one that is. */
  readonly by: 'label' | 'proxies' | 'twin';
}

/** One flow of a cluster (C1). @public */
export interface ClusterFlow {
  readonly flow: Flow;
  /** The control plane with the most proxies of the flow; `undefined` if none has any. */
  readonly active: FlowMember | undefined;
  /** Others of the same mesh that are for this flow, or could be. */
  readonly standby: readonly (FlowMember & {
    readonly equality: TwinEquality | undefined;
  })[];
  readonly gaps: readonly FlowGap[];
}

/** Control planes of a cluster by flow. @public */
export interface ClusterFlows {
  readonly cluster: ClusterName;
  /** `split`: the flows are carried by different control planes. `unknown`: the pods cannot be seen. */
  readonly layout: 'shared' | 'split' | 'none' | 'unknown';
  readonly flows: readonly ClusterFlow[];
}

/** Which control planes carry ingress, application and egress in a cluster, with their standbys and what is missing. Reference 10.5. @public */
export const flows: Rule<ClusterName, ClusterFlows> = {
  source: '10.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const views = mesh.ask(servingViews, cluster);
    const found = FLOWS.flatMap(flow => {
      const members = membersOf(mesh, cluster, flow, views);
      return members.length > 0 ? [flowOf(mesh, cluster, flow, members)] : [];
    });
    const layout =
      mesh.sight(cluster, 'Pod') === 'none' ? 'unknown' : layoutOf(found);
    return { cluster, layout, flows: found };
  },
};

interface Candidate {
  readonly view: ControlPlaneView;
  readonly member: FlowMember;
}

/** Control planes that carry a flow, the one with the most proxies first, and the twins of it. */
function membersOf(
  mesh: Mesh,
  cluster: ClusterName,
  flow: Flow,
  views: readonly ControlPlaneView[],
): readonly Candidate[] {
  const counts = mesh.ask(proxyFlows, cluster);
  const all = views.flatMap((view): Candidate[] => {
    const count = counts.get(controlPlaneName(view.key))?.get(flow);
    const label = labelOf(mesh, view);
    if (label !== undefined && label !== flow && !count) return [];
    const istiod = mesh
      .ask(istiods, view.key.cluster)
      .find(
        ({ namespace, deployment }) =>
          namespace === view.key.namespace &&
          deployment === view.key.deployment,
      );
    const byProxies: FlowMember['by'] = count ? 'proxies' : 'twin';
    const member: FlowMember = {
      controlPlane: view.key,
      revision: view.revision,
      version: istiod?.version,
      ready: istiod?.ready ?? 0,
      replicas: istiod?.replicas ?? 0,
      proxies: count?.all ?? 0,
      readyProxies: count?.ready ?? 0,
      by: label === flow ? 'label' : byProxies,
    };
    return [{ view, member }];
  });
  const carried = all.filter(({ member }) => member.by !== 'twin');
  if (carried.length === 0) return [];
  const meshes = new Set(carried.map(({ view }) => meshIdOf(view)));
  return all
    .filter(({ view }) => meshes.has(meshIdOf(view)))
    .sort(
      (a, b) =>
        b.member.proxies - a.member.proxies ||
        Number(a.member.by === 'twin') - Number(b.member.by === 'twin') ||
        compareText(controlPlaneName(a.view.key), controlPlaneName(b.view.key)),
    );
}

function labelOf(mesh: Mesh, view: ControlPlaneView): Flow | undefined {
  const { cluster, namespace } = view.key;
  const label = mesh
    .get(cluster, 'Namespace', { namespace: '', name: namespace })
    ?.labels.get(FLOW_LABEL);
  const flow = FLOWS.find(
    name => name === (label === 'app' ? 'application' : label),
  );
  if (flow)
    mesh.because(
      { cluster, kind: 'Namespace', namespace: '', name: namespace },
      `metadata.labels["${FLOW_LABEL}"]`,
      label,
    );
  return flow;
}

function flowOf(
  mesh: Mesh,
  cluster: ClusterName,
  flow: Flow,
  members: readonly Candidate[],
): ClusterFlow {
  const [first, ...others] = members;
  const active = first.member.proxies > 0 ? first : undefined;
  const standby = (active ? others : members).map(({ view, member }) => ({
    ...member,
    equality: active
      ? twinEquality(mesh, cluster, active.view, view, [
          active.member.version,
          member.version,
        ])
      : undefined,
  }));
  return {
    flow,
    active: active?.member,
    standby,
    gaps: flowGaps(mesh, { cluster, flow, active: active?.member, standby }),
  };
}

function layoutOf(found: readonly ClusterFlow[]): ClusterFlows['layout'] {
  const actives = found.flatMap(({ active }) =>
    active ? [controlPlaneName(active.controlPlane)] : [],
  );
  if (actives.length === 0) return 'none';
  return new Set(actives).size > 1 ? 'split' : 'shared';
}
