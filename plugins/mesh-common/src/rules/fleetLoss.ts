import { Change } from '../model/change';
import { ClusterName, ServiceRef } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { CallerGroup } from './callerGroups';
import { ControlPlaneKey } from './controlPlaneView';
import { DeadPart, liesIn } from './deadPart';

/**
 * What might be lost, as people say it (reference 5.7).
 *
 * - `pods`: pods of the service become unready, all or but a number per cluster; istiod sees it (D1).
 * - `cluster`: pods and API server are gone (D4), later nobody watches it any more (D7).
 * - `locality`: nodes of a region or zone are gone (D2), later their pods are unready.
 * - `gateways`: the cluster's east-west gateways are dead (D5), later their addresses are gone (D6).
 * - `link`: nobody watches the cluster any more (D7, D8).
 * - `api-server`: istiod cannot reach the API server, and keeps what it knows (D3).
 * - `control-plane`: an istiod is dead; its proxies keep what they have (D9).
 *
 * @public
 */
export type FleetLoss =
  | {
      readonly code: 'pods';
      /** `undefined`: in every cluster. */
      readonly cluster: ClusterName | undefined;
      /** Pods per cluster that stay ready. */
      readonly ready: number;
    }
  | {
      readonly code: 'cluster' | 'gateways' | 'link' | 'api-server';
      readonly cluster: ClusterName;
    }
  /** `region` or `region/zone`. */
  | { readonly code: 'locality'; readonly locality: string }
  | { readonly code: 'control-plane'; readonly controlPlane: ControlPlaneKey };

/**
 * A stage of a loss: `t0` nobody has noticed, `t1` outlier detection has ejected what it may, `t2` istiod knows.
 *
 * @public
 */
export interface LossPhase {
  readonly name: 't0' | 't1' | 't2';
  readonly dead: readonly DeadPart[];
  readonly noticed: boolean;
  readonly changes: readonly Change[];
}

const PHASES: readonly LossPhase['name'][] = ['t0', 't1', 't2'];

/** The phases of several losses at the same time: what is dead together, and then what istiod knows of all of them. Reference 5.7. */
export function phasesOfAll(
  losses: readonly FleetLoss[],
  service: ServiceRef,
): readonly LossPhase[] {
  const all = losses.flatMap(loss => phasesOf(loss, service));
  return PHASES.flatMap(name => {
    const same = all.filter(phase => phase.name === name);
    if (same.length === 0) return [];
    return [
      {
        name,
        dead: same.flatMap(({ dead }) => dead),
        noticed: name !== 't0',
        changes: same.flatMap(({ changes }) => changes),
      },
    ];
  });
}

/** The phases of a loss, in their order. Reference 5.7. @public */
export function phasesOf(
  loss: FleetLoss,
  service: ServiceRef,
): readonly LossPhase[] {
  switch (loss.code) {
    case 'pods': {
      const { cluster, ready } = loss;
      return [
        known({
          code: 'lose',
          mode: 'D1',
          pods: { code: 'service', service, cluster, ready },
        }),
      ];
    }
    case 'cluster':
      return [
        ...silent({ code: 'cluster', cluster: loss.cluster }),
        known({ code: 'lose', mode: 'D7', cluster: loss.cluster }),
      ];
    case 'gateways':
      return [
        ...silent({ code: 'gateways', cluster: loss.cluster }),
        known({ code: 'lose', mode: 'D6', cluster: loss.cluster }),
      ];
    case 'locality':
      return [...silent(loss), known({ code: 'lose', mode: 'D1', pods: loss })];
    case 'link':
      return [known({ code: 'lose', mode: 'D7', cluster: loss.cluster })];
    default:
      return [{ name: 't0', dead: [], noticed: false, changes: [] }];
  }
}

function known(change: Change): LossPhase {
  return { name: 't2', dead: [], noticed: true, changes: [change] };
}

function silent(part: DeadPart): readonly LossPhase[] {
  const dead = [part];
  return [
    { name: 't0', dead, noticed: false, changes: [] },
    { name: 't1', dead, noticed: true, changes: [] },
  ];
}

/** Whether the cluster that is lost is one of the fleet; losing another one says nothing. */
export function isInFleet(loss: FleetLoss, { clusters }: Snapshot): boolean {
  switch (loss.code) {
    case 'locality':
      return true;
    case 'pods':
      return loss.cluster === undefined || clusters.has(loss.cluster);
    case 'control-plane':
      return clusters.has(loss.controlPlane.cluster);
    default:
      return clusters.has(loss.cluster);
  }
}

/** Whether callers are lost themselves. @public */
export function isCallerLost(
  loss: FleetLoss,
  { cluster, locality }: CallerGroup,
): boolean {
  if (loss.code === 'cluster') return cluster === loss.cluster;
  return loss.code === 'locality' && liesIn(locality, loss.locality);
}

/** Whether the control plane of callers is lost, so that they keep what they have. @public */
export function isFrozen(
  loss: FleetLoss,
  { cluster: home, controlPlane }: CallerGroup,
): boolean {
  switch (loss.code) {
    case 'cluster':
      return controlPlane.cluster === loss.cluster;
    case 'link':
      // Who is served from elsewhere is not accepted any more.
      return home === loss.cluster && controlPlane.cluster !== loss.cluster;
    case 'control-plane': {
      const { cluster, namespace, deployment } = loss.controlPlane;
      return (
        controlPlane.cluster === cluster &&
        controlPlane.namespace === namespace &&
        controlPlane.deployment === deployment
      );
    }
    default:
      return false;
  }
}

/** Whether a loss is only that others forget the callers' cluster, which has a control plane of its own. @public */
export function isForgottenByOthers(
  loss: FleetLoss,
  { cluster, controlPlane }: CallerGroup,
): boolean {
  return (
    loss.code === 'link' &&
    cluster === loss.cluster &&
    controlPlane.cluster === loss.cluster
  );
}
