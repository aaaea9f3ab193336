/**
 * What Meshwise knows about meshes: the model, the rules, the plans and the API that backend and frontend share.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './permissions';
export * from './api/MeshApi';
export * from './api/MeshClient';
export * from './api/ReachView';
export * from './api/ServiceSnapshot';
export type { Answer, Evidence } from './model/answer';
export * from './model/coverage';
export * from './model/kinds';
export * from './model/refs';
export * from './plan/plan';
export * from './api/planFiles';
export * from './plan/input/planInputs';
export * from './plan/input/planRequest';
export * from './plan/effect';
export * from './plan/effect/planEffect';
export * from './rules/deploymentModel';
export * from './rules/endpoints';
export * from './rules/serviceByMesh';
export * from './rules/governedBy';
export type { Decoded, Decoder } from './decode/decoder';
export * from './decode/decoders';
export * from './model/certificate';
export * from './model/configKinds';
export * from './model/change';
export * from './model/record';
export * from './model/recordIndex';
export * from './model/records';
export * from './model/records/authorizationPolicy';
export * from './model/records/clusterLinks';
export * from './model/records/deployment';
export * from './model/records/destinationRule';
export * from './model/records/endpointSlice';
export * from './model/records/gateway';
export * from './model/records/gatewayApi';
export * from './model/records/maistra';
export * from './model/records/meshConfig';
export * from './model/records/multiCluster';
export * from './model/records/namespace';
export * from './model/records/node';
export * from './model/records/peerAuthentication';
export * from './model/records/pod';
export * from './model/records/resourceQuota';
export * from './model/records/rootCertificates';
export * from './model/records/sail';
export * from './model/records/service';
export * from './model/records/serviceEntry';
export * from './model/records/sidecar';
export * from './model/records/virtualService';
export * from './model/records/webhookConfiguration';
export * from './model/records/workloadEntry';
export * from './model/meshConfig';
export * from './model/selector';
export * from './model/snapshot';
export * from './model/table';
export type { Bucket } from './model/tableDraft';
export * from './model/trafficPolicy';
export * from './model/unreadable';
export * from './model/memo';
export * from './model/mesh';
export * from './model/readSet';
export type {
  GlobalRead,
  IndexLookUp,
  ListRead,
  NamespaceLookUp,
  OnePlace,
  Place,
  Read,
  SeveralPlaces,
  SightRead,
} from './model/read';
export type { MergedTable, Row } from './model/mergedTable';
export type { SeenKind } from './model/seenKind';
export type { SeenPlace } from './model/seenPlace';
export type { Shareable } from './model/shareable';
export type { Sight } from './model/sight';
export * from './model/rule';
export * from './model/wireSnapshot';
export * from './model/wireValue';
export * from './rules/answer';
export * from './plan/namespaceName';
export * from './rules/protectedNamespaces';
export * from './plan/quotaTiers';
export * from './decode/redacted';
export * from './decode/snapshotManifest';
export * from './decode/snapshotOf';
export * from './rules/namespaceTenancy';
export * from './rules/proxyConfig';
export * from './decode/clusterLinks';
export * from './plan/onboardNamespace';
export * from './plan/onboarding/context';
export * from './plan/PlanContext';
export { localityFailover } from './plan/failover/localityFailover';
export type { FailoverContext } from './plan/failover/localityFailover';
export { grantAccess } from './plan/access/grantAccess';
export type { AccessContext } from './plan/access/grantAccess';
export { revokeAccess } from './plan/access/revokeAccess';
export { offboardNamespace } from './plan/offboarding/offboardNamespace';
export * from './plan/manifests/namespaceEntity';
export { rootsNotSeen } from './plan/trust/rootsNotSeen';
export { trustRoot } from './plan/trust/trustRoot';
export * from './plan/trust/TrustDistributor';
export { holdsPrivateKey } from './plan/privateKeys';
export { drainCluster } from './plan/drain/drainCluster';
export type { DrainContext } from './plan/drain/drainCluster';
export * from './rules/access';
export * from './rules/collisions';
export * from './rules/portCollisions';
export * from './rules/serviceCopies';
export type { ClustersWith } from './rules/groupedBy';
export type { ControlPlaneKey } from './rules/controlPlaneView';
export type { AccessVerdict } from './rules/accessToPod';
export type { ClientIdentity, Principal } from './rules/principalMatch';
export * from './rules/accessOfAll';
export * from './rules/answeringControlPlane';
export * from './rules/callerAccess';
export * from './rules/clientIdentities';
export * from './rules/workloadIdentities';
export * from './api/ServiceConfigView';
export * from './api/ServiceStanding';
export * from './api/ServiceTrustView';
export * from './rules/trustMatrix';
export * from './rules/trustRoots';
export type { ControlPlaneBundles, TrustBundle } from './rules/trustBundles';
export type { TrustParty } from './rules/trustParties';
export type { NameTrust } from './rules/nameTrust';
export type { RootTrust } from './rules/rootTrust';
export * from './rules/findings';
export { findingKey } from './rules/finding';
export type {
  Finding,
  FindingDraft,
  FindingSubject,
  Severity,
} from './rules/finding';
export type { Check, CheckResult } from './rules/check';
export * from './rules/callerGroups';
export type { FleetLoss, LossPhase } from './rules/fleetLoss';
export type { CallablePort } from './rules/callablePorts';
export type { CallQuestion } from './rules/callTarget';
export { trafficShare } from './rules/trafficShare';
export type {
  RouteShare,
  TrafficFailure,
  TrafficNote,
  TrafficPart,
  TrafficQuestion,
  TrafficShare,
} from './rules/trafficShare';
export type {
  AmbientService,
  AmbientWorkload,
  WorkloadApi,
} from './rules/workloadApi';
export { STALE_AFTER } from './rules/groupOutcome';
export type {
  GroupOutcome,
  LossReason,
  PhaseOutcome,
} from './rules/groupOutcome';
export * from './rules/WhatIf';
export * from './rules/serviceExcerpt';
export * from './rules/lossChoices';
export type { EjectionAbility } from './rules/clusterEjection';
export type { DeadPart } from './rules/deadPart';
export type { LossVerdict } from './rules/lossVerdict';
export * from './rules/configInForce';
export * from './rules/effectiveMtls';
export * from './rules/policiesInForce';
export * from './rules/serviceAtWaypoint';
export type { NotRead } from './rules/notRead';
export type { GuardCode } from './rules/podGuard';
export * from './rules/gateways';
export * from './rules/links';
export type { WatchedCluster, WatchedClusters } from './rules/watchedClusters';
export * from './rules/networkPath';
export type { EndpointPath, NetworkGateway } from './rules/endpointPath';
export { drift, readBy } from './rules/drift';
export type { DriftedObject, MeshDrift, ReadBy } from './rules/drift';
export type { ConfigName, ObjectDrift } from './rules/objectDrift';
export * from './rules/fieldDifferences';
export * from './rules/configDrift';
export type { SettingDrift } from './rules/meshConfigDrift';
export * from './rules/configWithoutEffect';
export * from './rules/rotationStage';
export type { RotationGate } from './rules/rotationGates';
export type { Held, RotationPlace } from './rules/rotationRoots';
export * from './rules/tenancy';
export * from './rules/namespaceDetails';
export * from './rules/namespaceIsolation';
export * from './rules/discoveryTenancy';
export type { NamespaceRef } from './rules/namespaces';
export * from './rules/flows';
export type { FlowGap } from './rules/flowGaps';
export type { TwinEquality } from './rules/flowTwins';
export type { Flow } from './rules/proxyFlows';
export * from './rules/reach';
export type { ReachQuestion } from './rules/reach/reachContext';
export * from './rules/reach/reachClients';
export type {
  ReachCheck,
  ReachCheckNumber,
  ReachFinding,
} from './rules/reach/reachCheck';
export { minorOf } from './rules/version';
export * from './rules/fleetTrust';
export * from './rules/fleetControlPlanes';
export type { ObservedProxies } from './rules/proxiesInCluster';
export * from './rules/fleetDrift';
export * from './rules/fleetNetworks';
export * from './rules/upgradeDiff';
export type {
  ProxyDifference,
  UpgradeAspect,
} from './rules/upgradeDiffOfProxy';
export type { DocumentedChange } from './rules/versions/documentedChange';
export { STUDIED_VERSIONS } from './rules/versionProfile';
