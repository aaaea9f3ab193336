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
  UpgradeDiff,
  upgradeDiff,
  UpgradeQuestion,
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

/** What changes for whom when a control plane runs another version. Each effect names the documented change that makes it. */
export function upgradeView(
  snapshot: Snapshot,
  memo: Memo,
  question: UpgradeQuestion,
): Answer<UpgradeDiff> {
  const value = upgradeDiff(snapshot, question, memo);
  const { asOf } = answer(snapshot, fleetControlPlanes, undefined, memo);
  return { value, gaps: value.gaps, because: [], asOf };
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
