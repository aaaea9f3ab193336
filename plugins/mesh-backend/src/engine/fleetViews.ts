import {
  Answer,
  answer,
  FleetControlPlanes,
  fleetControlPlanes,
  FleetDrift,
  fleetDrift,
  FleetNetworks,
  fleetNetworks,
  FleetTrust,
  fleetTrust,
  Memo,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** Roots, who accepts whom, and rotations. */
export function trustView(snapshot: Snapshot, memo: Memo): Answer<FleetTrust> {
  return answer(snapshot, fleetTrust, undefined, memo);
}

/** Control planes by flow. The labels of every namespace are behind the counts, and explain none of them; each link names who tells it. */
export function controlPlanesView(
  snapshot: Snapshot,
  memo: Memo,
): Answer<FleetControlPlanes> {
  return {
    ...answer(snapshot, fleetControlPlanes, undefined, memo),
    because: [],
  };
}

/** What is not the same in all clusters and should be. */
export function driftView(snapshot: Snapshot, memo: Memo): Answer<FleetDrift> {
  return answer(snapshot, fleetDrift, undefined, memo);
}

/** Networks, their gateways, and how clusters get to each other. */
export function networksView(
  snapshot: Snapshot,
  memo: Memo,
): Answer<FleetNetworks> {
  return answer(snapshot, fleetNetworks, undefined, memo);
}
