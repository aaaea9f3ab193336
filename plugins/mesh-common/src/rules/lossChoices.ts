import { loss } from '../model/loss';
import { localityOfNode } from '../model/nodeLocality';
import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { CallerGroup } from './callerGroups';
import { ControlPlaneKey } from './controlPlaneView';
import { versionOfImage } from './version';

/** A control plane that callers have. @public */
export interface CallersControlPlane extends ControlPlaneKey {
  /** `major.minor.patch`, by whose rules its proxies are told; `undefined` if nothing tells. */
  readonly version: string | undefined;
}

/** What can be lost that may matter to the callers of a service. @public */
export interface LossChoices {
  readonly clusters: readonly ClusterName[];
  /** Clusters with gateways for other networks. */
  readonly gateways: readonly ClusterName[];
  readonly regions: readonly string[];
  /** `region/zone`. */
  readonly zones: readonly string[];
  readonly controlPlanes: readonly CallersControlPlane[];
}

/** What can be lost, as the records of a service and its callers show it. @public */
export function lossChoices(
  snapshot: Snapshot,
  callers: readonly CallerGroup[],
): LossChoices {
  const home = new Set(callers.map(({ cluster }) => cluster));
  const clusters = snapshot.clusterNames.filter(
    cluster =>
      home.has(cluster) ||
      (snapshot.view(cluster, 'EndpointSlice')?.table.size ?? 0) > 0,
  );
  const places = snapshot.clusterNames
    .flatMap(cluster => snapshot.view(cluster, 'Node')?.table.list() ?? [])
    .map(localityOfNode)
    .filter(({ region }) => region !== '');
  return {
    clusters,
    gateways: snapshot.clusterNames.filter(
      cluster =>
        loss(snapshot, { code: 'lose', mode: 'D6', cluster }).length > 0,
    ),
    regions: sorted(places.map(({ region }) => region)),
    zones: sorted(
      places.flatMap(({ region, zone }) =>
        zone === '' ? [] : [`${region}/${zone}`],
      ),
    ),
    controlPlanes: controlPlanesOf(snapshot, callers),
  };
}

function controlPlanesOf(
  snapshot: Snapshot,
  callers: readonly CallerGroup[],
): readonly CallersControlPlane[] {
  const found = new Map<string, CallersControlPlane>();
  for (const { controlPlane } of callers) {
    const { cluster, namespace, deployment } = controlPlane;
    const record = snapshot
      .view(cluster, 'Deployment')
      ?.table.get({ namespace, name: deployment });
    found.set(`${cluster}/${namespace}/${deployment}`, {
      cluster,
      namespace,
      deployment,
      version: versionOfImage(record?.istiod?.image ?? ''),
    });
  }
  return sorted(found.keys()).flatMap(key => found.get(key) ?? []);
}

function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
