import { Memo } from '../model/memo';
import { compareText } from '../model/record';
import { Snapshot } from '../model/snapshot';
import { Check, CheckResult } from './check';
import { bundlesDiffer } from './checks/bundlesDiffer';
import { clientWithoutNetwork } from './checks/clientWithoutNetwork';
import { clusterIdMismatch } from './checks/clusterIdMismatch';
import { clusterLocalOpened } from './checks/clusterLocalOpened';
import { configAgeOrder } from './checks/configAgeOrder';
import { configDiffers } from './checks/configDiffers';
import { configMissing } from './checks/configMissing';
import { configShadowed } from './checks/configShadowed';
import { controlPlaneSinglePoint } from './checks/controlPlaneSinglePoint';
import { credentialWithoutSelector } from './checks/credentialWithoutSelector';
import { danglingRevision } from './checks/danglingRevision';
import { defaultNamespaceShared } from './checks/defaultNamespaceShared';
import { denyWithoutRules } from './checks/denyWithoutRules';
import { destinationRuleSwallowed } from './checks/destinationRuleSwallowed';
import { distributionToEmptyLocality } from './checks/distributionToEmptyLocality';
import { ejectionTooWeak } from './checks/ejectionTooWeak';
import { endPassed } from './checks/endPassed';
import { failoverNotArmed } from './checks/failoverNotArmed';
import { gatewayNotSelected } from './checks/gatewayNotSelected';
import { gatewayOfOneCluster } from './checks/gatewayOfOneCluster';
import { ineffectiveConfig } from './checks/ineffectiveConfig';
import { linksAssumed } from './checks/linksAssumed';
import { localityMissing } from './checks/localityMissing';
import { memberInTransition } from './checks/memberInTransition';
import { meshConfigDiffers } from './checks/meshConfigDiffers';
import { mtlsOffOnOneSide } from './checks/mtlsOffOnOneSide';
import { namespaceNotSelected } from './checks/namespaceNotSelected';
import { networkWithoutGateway } from './checks/networkWithoutGateway';
import { objectUnreadable } from './checks/objectUnreadable';
import { partitionMovesEveryone } from './checks/partitionMovesEveryone';
import { plainTextToGateway } from './checks/plainTextToGateway';
import { podCidrOverlap } from './checks/podCidrOverlap';
import { policyDrift } from './checks/policyDrift';
import { remoteMeshConfigMissing } from './checks/remoteMeshConfigMissing';
import { rootExpiring } from './checks/rootExpiring';
import { selectorFight } from './checks/selectorFight';
import { serviceAccountsDiffer } from './checks/serviceAccountsDiffer';
import { serviceDefinitionDiffers } from './checks/serviceDefinitionDiffers';
import { serviceEntryPodsCollide } from './checks/serviceEntryPodsCollide';
import { serviceOwnersCollide } from './checks/serviceOwnersCollide';
import { servicePortDrift } from './checks/servicePortDrift';
import { sharedMeshConfigUnseen } from './checks/sharedMeshConfigUnseen';
import { staleSidecars } from './checks/staleSidecars';
import { subsetUndefined } from './checks/subsetUndefined';
import { subsetsHiddenByExport } from './checks/subsetsHiddenByExport';
import { trustBroken } from './checks/trustBroken';
import { unclaimedNamespace } from './checks/unclaimedNamespace';
import { unreadyBehindGateway } from './checks/unreadyBehindGateway';
import { webhooksConflict } from './checks/webhooksConflict';
import { Finding, findingKey, Severity } from './finding';

/** All checks, in the order of their codes. @public */
export const CHECKS: readonly Check[] = [
  bundlesDiffer,
  clientWithoutNetwork,
  clusterIdMismatch,
  clusterLocalOpened,
  configAgeOrder,
  configDiffers,
  configMissing,
  configShadowed,
  controlPlaneSinglePoint,
  credentialWithoutSelector,
  danglingRevision,
  defaultNamespaceShared,
  denyWithoutRules,
  destinationRuleSwallowed,
  distributionToEmptyLocality,
  ejectionTooWeak,
  endPassed,
  failoverNotArmed,
  gatewayNotSelected,
  gatewayOfOneCluster,
  ineffectiveConfig,
  linksAssumed,
  localityMissing,
  memberInTransition,
  meshConfigDiffers,
  mtlsOffOnOneSide,
  namespaceNotSelected,
  networkWithoutGateway,
  objectUnreadable,
  partitionMovesEveryone,
  plainTextToGateway,
  podCidrOverlap,
  policyDrift,
  remoteMeshConfigMissing,
  rootExpiring,
  selectorFight,
  serviceAccountsDiffer,
  serviceDefinitionDiffers,
  serviceEntryPodsCollide,
  serviceOwnersCollide,
  servicePortDrift,
  sharedMeshConfigUnseen,
  staleSidecars,
  subsetUndefined,
  subsetsHiddenByExport,
  trustBroken,
  unclaimedNamespace,
  unreadyBehindGateway,
  webhooksConflict,
].sort((a, b) => compareText(a.code, b.code));

const WORST_FIRST: readonly Severity[] = ['error', 'warning', 'info'];

/** What all checks found. @public */
export interface Findings {
  /** Worst first, then by code and subject. */
  readonly findings: readonly Finding[];
  /** Checks that could not see everything, with what is missing. */
  readonly partial: readonly Omit<CheckResult, 'findings'>[];
}

/** Runs checks over the fleet. With a memo, only what changed since the last time is looked at again. @public */
export function findings(
  snapshot: Snapshot,
  options: { readonly memo?: Memo; readonly checks?: readonly Check[] } = {},
): Findings {
  const { memo = Memo.create(), checks = CHECKS } = options;
  const results = checks.map(check => check.run(snapshot, memo));
  return {
    findings: results
      .flatMap(result => result.findings)
      .sort(
        (a, b) =>
          WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) ||
          compareText(findingKey(a), findingKey(b)),
      ),
    partial: results
      .filter(({ gaps }) => gaps.length > 0)
      .map(({ code, gaps }) => ({ code, gaps })),
  };
}
