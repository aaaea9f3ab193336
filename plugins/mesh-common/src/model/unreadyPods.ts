import { ApplyChange, LostPods } from './change';
import { localityOfNode } from './nodeLocality';
import { ClusterName, ServiceRef } from './refs';
import { EndpointSliceRecord, SliceEndpoint } from './records/endpointSlice';
import { PodRecord } from './records/pod';
import { Snapshot } from './snapshot';

/** The objects after pods became unready: the pods, and the slices that name them. Reference 5.7, D1. */
export function unreadyPods(
  snapshot: Snapshot,
  lost: LostPods,
): readonly ApplyChange[] {
  return clustersOf(snapshot, lost).flatMap(cluster => {
    const pods = podsOf(snapshot, cluster, lost);
    return [
      ...[...pods].map(
        (pod): ApplyChange<'Pod'> => ({
          code: 'apply',
          cluster,
          kind: 'Pod',
          record: { ...pod, ready: false, reportsReady: true },
        }),
      ),
      ...slicesWith(snapshot, cluster, pods),
    ];
  });
}

function clustersOf(
  snapshot: Snapshot,
  lost: LostPods,
): readonly ClusterName[] {
  if (lost.code === 'locality' || lost.cluster === undefined)
    return snapshot.clusterNames;
  return [lost.cluster];
}

function podsOf(
  snapshot: Snapshot,
  cluster: ClusterName,
  lost: LostPods,
): ReadonlySet<PodRecord> {
  const pods = snapshot.view(cluster, 'Pod')?.table.list() ?? [];
  switch (lost.code) {
    case 'cluster':
      return new Set(pods);
    case 'locality': {
      const nodes = snapshot.view(cluster, 'Node')?.table;
      return new Set(
        pods.filter(({ nodeName }) => {
          const node = nodes?.get({ namespace: '', name: nodeName });
          return node && liesIn(localityOfNode(node), lost.locality);
        }),
      );
    }
    default:
      return podsBeyond(snapshot, cluster, lost.service, lost.ready);
  }
}

function liesIn(
  { region, zone, subzone }: ReturnType<typeof localityOfNode>,
  locality: string,
): boolean {
  const parts = [region, zone, subzone];
  return locality.split('/').every((part, i) => part === parts[i]);
}

/** Pods of a service but the first ones that are not unready, in order of its slices. */
function podsBeyond(
  snapshot: Snapshot,
  cluster: ClusterName,
  service: ServiceRef,
  ready: number,
): ReadonlySet<PodRecord> {
  const stay = new Set<string>();
  const lost = new Set<string>();
  for (const slice of slicesOf(snapshot, cluster, service)) {
    for (const endpoint of slice.endpoints) {
      if (endpoint.pod === undefined) continue;
      if (endpoint.ready !== false && stay.size < ready) stay.add(endpoint.pod);
      else lost.add(endpoint.pod);
    }
  }
  const { namespace } = service;
  const pods = snapshot.view(cluster, 'Pod')?.table;
  return new Set(
    [...lost]
      .filter(name => !stay.has(name))
      .flatMap(name => pods?.get({ namespace, name }) ?? []),
  );
}

function slicesOf(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, name }: ServiceRef,
): readonly EndpointSliceRecord[] {
  const slices = snapshot.view(cluster, 'EndpointSlice')?.table.list(namespace);
  return (slices ?? []).filter(({ service }) => service === name);
}

function slicesWith(
  snapshot: Snapshot,
  cluster: ClusterName,
  pods: ReadonlySet<PodRecord>,
): readonly ApplyChange<'EndpointSlice'>[] {
  const names = new Set(
    [...pods].map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const services = snapshot.view(cluster, 'Service')?.table;
  const slices = snapshot.view(cluster, 'EndpointSlice')?.table.list() ?? [];
  return slices.flatMap(slice => {
    const { namespace } = slice;
    const isLost = ({ pod }: SliceEndpoint) =>
      pod !== undefined && names.has(`${namespace}/${pod}`);
    if (!slice.endpoints.some(isLost)) return [];
    const service = services?.get({ namespace, name: slice.service });
    // As Kubernetes writes it for a Service that publishes every address.
    const ready = service?.publishNotReadyAddresses ?? false;
    const endpoints = slice.endpoints.map(endpoint =>
      isLost(endpoint)
        ? {
            ...endpoint,
            ready,
            serving: false,
            terminating: endpoint.terminating === true,
          }
        : endpoint,
    );
    const record = { ...slice, endpoints };
    return [{ code: 'apply', cluster, kind: 'EndpointSlice', record }];
  });
}
