import { ReachCell } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

/** How a cluster is reached, as one word. */
export type ReachWay =
  | 'direct'
  | 'gateway'
  | 'standbyDirect'
  | 'standbyGateway'
  | 'blocked'
  | 'none'
  | 'unknown';

/** The word for a cell: `none` if the client is told nothing of the cluster, `blocked` if it is told and would fail. */
export function reachWay({ verdict, path }: ReachCell): ReachWay {
  switch (verdict) {
    case 'yes':
      return path === 'gateway' ? 'gateway' : 'direct';
    case 'standby':
      return path === 'gateway' ? 'standbyGateway' : 'standbyDirect';
    case 'no':
      return path === 'local-only' ? 'none' : 'blocked';
    default:
      return 'unknown';
  }
}

const STATES: Readonly<Record<ReachWay, State>> = {
  direct: 'healthy',
  gateway: 'healthy',
  standbyDirect: 'healthy',
  standbyGateway: 'healthy',
  blocked: 'down',
  none: 'not-applicable',
  unknown: 'unknown',
};

/** The shape that goes with the word. */
export function stateOfWay(way: ReachWay): State {
  return STATES[way];
}
