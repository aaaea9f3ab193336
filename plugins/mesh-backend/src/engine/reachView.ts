import {
  Answer,
  answer,
  ClusterName,
  endpoints,
  Gap,
  Instant,
  Memo,
  reach,
  Reach,
  ReachCaller,
  ReachCell,
  reachClients,
  ReachFilter,
  ReachRow,
  ReachView,
  ServiceRef,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** What a {@link ReachView} is made from. */
interface ReachViewOptions {
  readonly snapshot: Snapshot;
  readonly memo: Memo;
  readonly service: ServiceRef;
  readonly filter: ReachFilter;
  /** Clusters that the caller may see. Of others only what has to do with the service is shown. */
  readonly sees: (cluster: ClusterName) => boolean;
}

interface Asked {
  readonly row: ReachRow;
  readonly callers: readonly ReachCaller[];
  readonly answers: readonly {
    readonly to: ClusterName;
    readonly reach: Answer<Reach>;
  }[];
  readonly gaps: readonly Gap[];
  readonly asOf: Instant | undefined;
}

/** From which cluster a service is reached where, in short for all clusters and check by check for the chosen one. */
export function reachView(options: ReachViewOptions): Answer<ReachView> {
  const { snapshot, memo, service, filter, sees } = options;
  const merged = answer(snapshot, endpoints, { service }, memo);
  const targets = merged.value.clusters
    .filter(({ total, knowledge }) => total > 0 || knowledge !== 'complete')
    .map(({ cluster }) => cluster)
    .sort();
  const asked = snapshot.clusterNames
    .filter(cluster => sees(cluster) || targets.includes(cluster))
    .map(cluster => askFrom(options, cluster, targets));
  const chosen =
    filter.client === undefined
      ? asked.find(({ row }) => row.caller !== undefined)
      : asked.find(({ row }) => row.cluster === filter.client);
  const parts = [merged, ...asked];
  return {
    value: {
      service,
      targets,
      rows: asked.map(({ row }) => row),
      chosen: chosen && {
        cluster: chosen.row.cluster,
        caller: chosen.row.caller,
        callers: chosen.callers,
        traces: chosen.answers,
      },
    },
    gaps: distinct(parts.flatMap(({ gaps }) => gaps)),
    because: [],
    asOf: oldest(parts.map(({ asOf }) => asOf)),
  };
}

function askFrom(
  { snapshot, memo, service, filter, sees }: ReachViewOptions,
  cluster: ClusterName,
  targets: readonly ClusterName[],
): Asked {
  const clients = answer(snapshot, reachClients, { cluster, service }, memo);
  const callers = clients.value.filter(
    ({ visible }) => visible || sees(cluster),
  );
  const wanted = cluster === filter.client ? filter.from : undefined;
  const caller =
    wanted === undefined
      ? callers[0]
      : callers.find(
          ({ namespace, name }) => `${namespace}/${name}` === wanted,
        );
  const asked = caller
    ? targets.map(to => ({
        to,
        reach: answer(
          snapshot,
          reach,
          { client: caller.client, service, to },
          memo,
        ),
      }))
    : [];
  const parts = [clients, ...asked.map(({ reach: known }) => known)];
  return {
    row: {
      cluster,
      caller,
      seen: clients.gaps.length === 0,
      cells: asked.map(cellOf),
    },
    callers,
    answers: asked,
    gaps: parts.flatMap(({ gaps }) => gaps),
    asOf: oldest(parts.map(({ asOf }) => asOf)),
  };
}

function cellOf({ to, reach: { value } }: Asked['answers'][number]): ReachCell {
  const { verdict, path, share, firstFailure } = value;
  return { to, verdict, path, share, failure: firstFailure?.text };
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  return [
    ...new Map(
      gaps.map(gap => [`${gap.cluster} ${gap.kind} ${gap.object ?? ''}`, gap]),
    ).values(),
  ];
}

function oldest(ages: readonly (Instant | undefined)[]): Instant | undefined {
  const known = ages.filter(age => age !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
