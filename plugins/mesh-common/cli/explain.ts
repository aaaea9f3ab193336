import { Memo } from '../src/model/memo';
import { ServiceRef } from '../src/model/refs';
import { Snapshot } from '../src/model/snapshot';
import { answer } from '../src/rules/answer';
import { callerGroups } from '../src/rules/callerGroups';
import { ClusterEndpoints, endpoints } from '../src/rules/endpoints';
import { governedBy } from '../src/rules/governedBy';
import { reach } from '../src/rules/reach';
import { serviceAtWaypoint } from '../src/rules/serviceAtWaypoint';
import { trafficShare } from '../src/rules/trafficShare';
import { callerText } from './callerText';
import { gapLines } from './gapLines';
import { governanceTable } from './governanceTable';
import { reachTable } from './reachTable';
import { Report } from './report';
import { shareText } from './shareText';
import { textTable } from './textTable';
import { waypointTable } from './waypointTable';

/** A service as the fleet sees it: its endpoints, who governs its pods, where its callers' requests go, and from which cluster which other is reached. */
export function explain(snapshot: Snapshot, service: ServiceRef): Report {
  const memo = Memo.create();
  const merged = answer(snapshot, endpoints, { service }, memo);
  const governance = answer(snapshot, governedBy, { service }, memo);
  const groups = answer(snapshot, callerGroups, { service }, memo);
  const callers = groups.value.map(group => ({
    group,
    share: answer(
      snapshot,
      trafficShare,
      { client: group.client, service },
      memo,
    ),
  }));
  const clients = new Map(
    [...groups.value].reverse().map(group => [group.cluster, group]),
  );
  const traces = [...clients.values()].flatMap(({ client }) =>
    merged.value.clusters
      .filter(({ total, knowledge }) => total > 0 || knowledge !== 'complete')
      .map(({ cluster: to }) => ({
        client,
        to,
        reach: answer(snapshot, reach, { client, service, to }, memo),
      })),
  );
  const waypoints = merged.value.clusters.map(({ cluster }) =>
    answer(snapshot, serviceAtWaypoint, { cluster, service }, memo),
  );
  const atWaypoints = waypoints.flatMap(({ value }) => value ?? []);
  const gaps = [
    merged,
    governance,
    groups,
    ...callers.map(({ share }) => share),
    ...traces.map(trace => trace.reach),
    ...waypoints.filter(({ value }) => value !== undefined),
  ];
  const unseen = gapLines(gaps.flatMap(known => known.gaps));
  const ready = merged.value.clusters.reduce((sum, c) => sum + c.ready, 0);
  return {
    data: {
      service,
      endpoints: merged,
      governance,
      callers,
      traces,
      waypoints: atWaypoints,
    },
    severity: unseen.length > 0 || ready === 0 ? 'warning' : 'none',
    lines: [
      `Endpoints of ${service.namespace}/${service.name}`,
      ...endpointTable(merged.value.clusters),
      '',
      'Governance',
      ...governanceTable(governance.value.clusters),
      '',
      'Callers',
      ...(callers.length > 0
        ? textTable(
            ['CALLERS', 'REQUESTS GO TO'],
            callers.map(({ group, share }) => [
              callerText(group),
              shareText(share.value),
            ]),
          )
        : ['no pod with a sidecar may call it']),
      ...(atWaypoints.length > 0
        ? ['', 'Waypoints', ...waypointTable(atWaypoints)]
        : []),
      '',
      'Reach',
      ...reachTable(traces),
      ...unseen,
    ],
  };
}

function endpointTable(
  clusters: readonly ClusterEndpoints[],
): readonly string[] {
  return textTable(
    ['CLUSTER', 'READY', 'NETWORK', 'LOCALITIES', 'PORTS', 'SERVICE', 'SEEN'],
    clusters.map(part => [
      part.cluster,
      part.knowledge === 'unknown'
        ? 'unknown'
        : `${part.ready} of ${part.total}`,
      part.networks.filter(network => network !== '').join(','),
      part.localities
        .map(
          ({ locality, ready, total }) =>
            `${locality || 'no locality'} ${ready}/${total}`,
        )
        .join(', '),
      part.ports.map(({ name, number }) => `${number}/${name}`).join(','),
      definedText(part.defined),
      part.knowledge,
    ]),
  );
}

function definedText(defined: ClusterEndpoints['defined']): string {
  if (defined === 'unknown') return 'unknown';
  return defined ? 'defined' : 'not defined';
}
