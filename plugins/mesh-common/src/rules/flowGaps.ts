import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { ControlPlaneKey } from './controlPlaneView';
import { Flow, proxyFlows } from './proxyFlows';

/**
 * What is missing of a flow (reference 10.5).
 *
 * - `no-proxies`: control planes are there for it, and nothing runs.
 * - `unknown-control-plane`: some of its proxies belong to no control plane that is known.
 * - `no-standby`: nobody could take over.
 * - `standby-not-ready`: no standby is ready.
 * - `standby-without-gateway`: no standby has a gateway to switch to.
 * - `single-control-plane-replica`, `single-gateway`: the active side is a single point.
 *
 * @public
 */
export type FlowGap =
  | 'no-proxies'
  | 'unknown-control-plane'
  | 'no-standby'
  | 'standby-not-ready'
  | 'standby-without-gateway'
  | 'single-control-plane-replica'
  | 'single-gateway';

interface Member {
  readonly controlPlane: ControlPlaneKey;
  readonly ready: number;
  readonly replicas: number;
  readonly proxies: number;
}

/** What is missing of one flow of a cluster. */
export function flowGaps(
  mesh: Mesh,
  {
    cluster,
    flow,
    active,
    standby,
  }: {
    readonly cluster: ClusterName;
    readonly flow: Flow;
    readonly active: Member | undefined;
    readonly standby: readonly Member[];
  },
): readonly FlowGap[] {
  const gaps: FlowGap[] = [];
  const isGateway = flow !== 'application';
  if (mesh.ask(proxyFlows, cluster).get('')?.get(flow))
    gaps.push('unknown-control-plane');
  if (!active) return [...gaps, 'no-proxies'];
  if (standby.length === 0) gaps.push('no-standby');
  else if (standby.every(({ ready }) => ready === 0))
    gaps.push('standby-not-ready');
  else if (isGateway && standby.every(({ proxies }) => proxies === 0))
    gaps.push('standby-without-gateway');
  if (active.replicas < 2 && !hasAutoscaler(mesh, active.controlPlane))
    gaps.push('single-control-plane-replica');
  if (isGateway && active.proxies < 2) gaps.push('single-gateway');
  return gaps;
}

function hasAutoscaler(
  mesh: Mesh,
  { cluster, namespace, deployment }: ControlPlaneKey,
): boolean {
  const key = { namespace, name: deployment };
  return mesh.get(cluster, 'HorizontalPodAutoscaler', key) !== undefined;
}
