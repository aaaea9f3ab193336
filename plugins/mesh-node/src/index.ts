/**
 * Ports through which other backend packages reach the mesh plugin.
 *
 * @packageDocumentation
 */

export * from './ClusterAccess';
export * from './clusterAccessServiceRef';
export * from './permissions';
export * from './specialAddress';
export * from './withoutSecrets';
