import { Gap } from '../model/coverage';
import { Kind } from '../model/kinds';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import {
  IndexRead,
  ListRead,
  Place,
  Read,
  RecordRead,
  SeveralIndexRead,
  SeveralRecordsRead,
} from '../model/read';
import { NO_RECORDS, ObjectRecord } from '../model/record';
import { Records } from '../model/records';
import { PodRecord } from '../model/records/pod';
import { ClusterName, Instant, ServiceRef } from '../model/refs';
import { ClusterTables, KindView, Snapshot } from '../model/snapshot';
import { Table } from '../model/table';
import { answer } from './answer';
import { callablePorts } from './callablePorts';
import { CallerGroup, callerGroups } from './callerGroups';
import { CallQuestion } from './callTarget';
import { PROXIES_BY_CLUSTER_ID } from './claimedClusterId';
import { clusterPosition, PODS_WITH_MESH_ID } from './clusterPosition';
import { INJECTED_PODS } from './clusterRoles';
import { meshesSaid } from './meshesSaid';
import { HostConfig, ServiceHosts } from './serviceHosts';
import { trafficShare } from './trafficShare';

/** What is needed to ask what if of one service, and nothing else. @public */
export interface ServiceExcerpt {
  /** Who calls the service; one pod stands for each group. */
  readonly callers: readonly CallerGroup[];
  /** What could not be seen when callers were looked for. */
  readonly gaps: readonly Gap[];
  /** Age of the oldest data that tells who calls. */
  readonly asOf: Instant | undefined;
  /** The records that the rules read for it. A kind that they do not read in a cluster is missing, which is a gap for whoever looks there. */
  readonly snapshot: Snapshot;
}

/**
 * The part of a snapshot that decides where the calls to a service go, now and after a loss: what was looked up for one caller of each
 * group, and of what was listed whole only what may have to do with the hosts of the service.
 *
 * @public
 */
export function serviceExcerpt(
  snapshot: Snapshot,
  service: ServiceRef,
  memo = Memo.create(),
): ServiceExcerpt {
  const callers = answer(snapshot, callerGroups, { service }, memo);
  const reads = new Set(
    callers.value.flatMap(({ client }) =>
      readsOfCalls(snapshot, { client, service }, memo),
    ),
  );
  // Of what cannot be seen, it matters which mesh it is of.
  if (callers.gaps.length > 0)
    for (const cluster of snapshot.clusterNames)
      for (const rule of [clusterPosition, meshesSaid] as const)
        for (const read of Mesh.ask<ClusterName, unknown>(
          snapshot,
          rule,
          cluster,
          memo,
        ).reads.all())
          reads.add(read);
  const drafts = new Drafts();
  for (const read of reads) drafts.add(read);
  return {
    callers: callers.value,
    gaps: callers.gaps,
    asOf: callers.asOf,
    snapshot: drafts.excerptOf(snapshot, service),
  };
}

/** What was looked up for the calls of a client to every port of a service. */
function readsOfCalls(
  snapshot: Snapshot,
  question: CallQuestion,
  memo: Memo,
): readonly Read[] {
  const { value } = Mesh.ask(snapshot, callablePorts, question, memo);
  const questions = [
    question,
    ...value.slice(1).map(({ number: port }) => ({ ...question, port })),
  ];
  return questions.flatMap(asked =>
    Mesh.ask(snapshot, trafficShare, asked, memo).reads.all(),
  );
}

/** Records of one kind in one cluster that were looked at. */
interface Draft {
  /** By name or under a key. */
  readonly sought: Set<ObjectRecord>;
  /** Because everything was listed. */
  readonly listed: Set<ObjectRecord>;
}

/** Indexes of pods that are asked for what all proxies of a cluster claim, and not for certain pods. */
const CLAIMS: readonly object[] = [
  PROXIES_BY_CLUSTER_ID,
  PODS_WITH_MESH_ID,
  INJECTED_PODS,
];

/** Of what is listed whole, what may have to do with the hosts of a service. Kinds without an entry are kept whole. */
const FILTERS: {
  readonly [K in Kind]?: (record: Records[K], hosts: ServiceHosts) => boolean;
} = {
  Service: (record, hosts) => hosts.hasService(record),
  ServiceEntry: (record, hosts) => hosts.hasEntry(record),
  DestinationRule: (record, hosts) => hosts.hasRule(record),
  VirtualService: (record, hosts) => hosts.hasVirtualService(record),
  HTTPRoute: (record, hosts) => hosts.hasRoute(record),
  GRPCRoute: (record, hosts) => hosts.hasRoute(record),
};

/** What was read, by cluster and kind. */
class Drafts {
  private readonly clusters = new Map<ClusterName, Map<Kind, Draft>>();

  add(read: Read): void {
    const drafts = read.places.map(place => this.draftAt(place));
    drafts.forEach(({ sought, listed }, i) => {
      if (read instanceof RecordRead) sought.add(read.record);
      else if (read instanceof ListRead)
        for (const record of read.records) listed.add(record);
      else if (read instanceof IndexRead)
        for (const record of CLAIMS.includes(read.lookUp.index)
          ? claimants(read.found)
          : read.found)
          sought.add(record);
      else if (read instanceof SeveralRecordsRead) {
        const record = read.found[i];
        if (record) sought.add(record);
      } else if (read instanceof SeveralIndexRead)
        for (const record of read.found[i]) sought.add(record);
    });
  }

  excerptOf(snapshot: Snapshot, service: ServiceRef): Snapshot {
    const hosts = ServiceHosts.create(service, this.hostConfig(snapshot));
    const clusters = snapshot.clusterNames.map(
      cluster => [cluster, this.tablesOf(snapshot, cluster, hosts)] as const,
    );
    return Snapshot.create({ clusters: new Map(clusters), at: snapshot.at });
  }

  private draftAt({ cluster, kind }: Place): Draft {
    const kinds = this.clusters.get(cluster) ?? new Map<Kind, Draft>();
    this.clusters.set(cluster, kinds);
    const draft = kinds.get(kind) ?? { sought: new Set(), listed: new Set() };
    kinds.set(kind, draft);
    return draft;
  }

  private hostConfig(snapshot: Snapshot): HostConfig {
    const all = <K extends Kind>(kind: K): readonly Records[K][] =>
      [...this.clusters.keys()].flatMap(
        cluster => snapshot.view(cluster, kind)?.table.list() ?? NO_RECORDS,
      );
    return {
      services: all('Service'),
      entries: all('ServiceEntry'),
      virtualServices: all('VirtualService'),
      routes: [...all('HTTPRoute'), ...all('GRPCRoute')],
    };
  }

  /** Once the cluster that defines a service is lost, the copy of another one does, under the rules of its namespace there. */
  private addNamespaces(
    snapshot: Snapshot,
    cluster: ClusterName,
    hosts: ServiceHosts,
  ): void {
    const listed = this.clusters.get(cluster)?.get('Service')?.listed;
    if (!listed) return;
    const { sought } = this.draftAt({ cluster, kind: 'Namespace' });
    const table = snapshot.view(cluster, 'Namespace')?.table;
    for (const service of listed) {
      if (!hosts.hasService(service)) continue;
      const found = table?.get({ namespace: '', name: service.namespace });
      if (found) sought.add(found);
    }
  }

  private tablesOf(
    snapshot: Snapshot,
    cluster: ClusterName,
    hosts: ServiceHosts,
  ): ClusterTables {
    this.addNamespaces(snapshot, cluster, hosts);
    const kinds = [...(this.clusters.get(cluster) ?? [])].map(
      ([kind, draft]) =>
        [kind, excerptOfKind(snapshot, cluster, kind, draft, hosts)] as const,
    );
    return { kinds: Object.fromEntries(kinds) };
  }
}

/** Proxies that claim the same tell no more than the first of them. */
function claimants(pods: readonly ObjectRecord[]): readonly ObjectRecord[] {
  const claims = new Set(
    (pods as readonly PodRecord[]).map(({ proxy }) =>
      ['ISTIO_META_CLUSTER_ID', 'ISTIO_META_MESH_ID']
        .map(name => proxy?.env.get(name))
        .join('\n'),
    ),
  );
  return claims.size > 1 ? pods : pods.slice(0, 1);
}

function excerptOfKind<K extends Kind>(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: K,
  { sought, listed }: Draft,
  hosts: ServiceHosts,
): KindView<K> | undefined {
  const view = snapshot.view(cluster, kind);
  if (!view) return undefined;
  const { coverage, table } = view;
  const matters = FILTERS[kind];
  const records = table
    .list()
    .filter(
      record =>
        sought.has(record) ||
        (listed.has(record) && (!matters || matters(record, hosts))),
    );
  return {
    coverage,
    table: Table.of(records, [...table.unreadable.values()]),
  };
}
