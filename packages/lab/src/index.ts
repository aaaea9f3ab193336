/**
 * Example clusters as servers, for people and for tests.
 *
 * @packageDocumentation
 */
export {
  ApiClient,
  ApiError,
  type ApiClientOptions,
  type ApiRequest,
  type ApiResponse,
  type ObjectAddress,
} from './ApiClient';
export * from './engine';
export { type LinkState, type SlowLink } from './FaultProxy';
export { type KubernetesObject, type ObjectMeta } from './kubernetesObject';
export { Lab, UnknownClusterError } from './Lab';
export { LabCluster, type LabTokens } from './LabCluster';
export { SailOperator } from './SailOperator';
export { startLab, type InlineCluster, type StartLabOptions } from './startLab';
export {
  PostgresServer,
  type PostgresConnection,
} from './postgres/PostgresServer';
export * from './requests';
export { distributorObjects } from './roles';
export { writerPolicy } from './writerPolicy';
