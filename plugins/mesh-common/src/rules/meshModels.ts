import { compareText } from '../model/record';
import {
  ClusterPosition,
  ClusterRole,
  DeploymentPattern,
  MeshModel,
} from './deploymentModel';

/** The meshes that clusters form, by mesh ID, with the patterns each shows. Reference 1.5. */
export function meshModels(
  clusters: readonly ClusterPosition[],
): readonly MeshModel[] {
  const ids = new Set(
    clusters.flatMap(cluster => [
      cluster.mesh,
      ...cluster.controlPlanes.map(({ meshId }) => meshId),
    ]),
  );
  return [...ids]
    .filter(id => id !== undefined)
    .sort(compareText)
    .map(id => model(id, clusters));
}

function model(mesh: string, fleet: readonly ClusterPosition[]): MeshModel {
  const clusters = fleet.filter(
    cluster =>
      cluster.mesh === mesh ||
      cluster.controlPlanes.some(({ meshId }) => meshId === mesh),
  );
  const networks = [
    ...new Set(clusters.flatMap(cluster => cluster.networks)),
  ].sort(compareText);
  return {
    mesh,
    clusters: clusters.map(({ cluster }) => cluster),
    networks,
    controlPlanes: clusters
      .flatMap(cluster => cluster.controlPlanes)
      .filter(({ meshId }) => meshId === mesh).length,
    patterns: patternsOf(mesh, clusters),
    networkModel: networkModel(clusters, networks),
  };
}

function networkModel(
  clusters: readonly ClusterPosition[],
  networks: readonly string[],
): MeshModel['networkModel'] {
  if (clusters.some(isUnknown)) return 'unknown';
  return networks.filter(network => network !== '').length > 1
    ? 'multi'
    : 'single';
}

function patternsOf(
  mesh: string,
  clusters: readonly ClusterPosition[],
): readonly DeploymentPattern[] {
  const withRole = (...codes: readonly ClusterRole['code'][]) =>
    clusters.filter(({ roles }) =>
      roles.some(role => codes.includes(role.code)),
    );
  const primaries = withRole('primary');
  const patterns: DeploymentPattern[] = [];
  if (primaries.length > 1) patterns.push('multi-primary');
  if (withRole('remote').length > 0) patterns.push('primary-remote');
  if (withRole('external-host', 'remote-of-external').length > 0)
    patterns.push('external-control-plane');
  if (
    clusters.some(
      ({ controlPlanes }) =>
        new Set(controlPlanes.map(({ meshId }) => meshId)).size > 1,
    )
  ) {
    patterns.push('multiple-meshes-in-one-cluster');
  }
  if (
    clusters.some(({ controlPlanes }) =>
      hasTwins(controlPlanes.filter(({ meshId }) => meshId === mesh)),
    )
  )
    patterns.push('blue-green');
  if (clusters.some(isUnknown)) patterns.push('unknown');
  if (clusters.length === 1 && primaries.length === 1)
    patterns.unshift('single-cluster');
  return patterns;
}

/** Two control planes of one mesh in one cluster, told apart by revision or, in OpenShift Service Mesh 2, by namespace. */
function hasTwins(controlPlanes: ClusterPosition['controlPlanes']): boolean {
  return (
    new Set(
      controlPlanes.map(
        ({ namespace, revision }) => `${namespace}/${revision}`,
      ),
    ).size > 1
  );
}

function isUnknown({ roles }: ClusterPosition): boolean {
  return roles.some(role => role.code === 'unknown');
}
