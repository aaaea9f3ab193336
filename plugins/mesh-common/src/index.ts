/**
 * What Meshwise knows about meshes: the model, the rules, the plans and the API that backend and frontend share.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './permissions';
export * from './api/MeshApi';
export * from './api/MeshClient';
export * from './model/answer';
export * from './model/coverage';
export * from './model/kinds';
export * from './model/refs';
export * from './plan/plan';
export * from './rules/deploymentModel';
export * from './rules/endpoints';
export * from './rules/governedBy';
export type { Decoded, Decoder } from './decode/decoder';
export * from './decode/decoders';
export * from './model/change';
export * from './model/record';
export * from './model/recordIndex';
export * from './model/records';
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
export * from './model/rule';
export * from './rules/answer';
export * from './plan/namespaceName';
export * from './plan/protectedNamespaces';
export * from './plan/quotaTiers';
export * from './decode/snapshotOf';
export * from './rules/namespaceTenancy';
export * from './rules/proxyConfig';
export * from './decode/clusterLinks';
export * from './plan/onboardNamespace';
export * from './plan/onboarding/context';
