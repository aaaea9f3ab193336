import {
  Answer,
  answer,
  ClusterName,
  endpoints,
  Reach,
  reach,
  ReachCaller,
  ReachCell,
  ReachCheck,
  reachClients,
  ReachFilter,
  ReachRow,
  ReachView,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers, withoutHidden } from './joinAnswers';
import { ServiceQuestion, serviceScope, ServiceScope } from './serviceScope';

/** What a {@link ReachView} is made from. */
interface ReachViewQuestion extends ServiceQuestion {
  readonly filter: ReachFilter;
}

/** Callers of a cluster that are tried until one is served: one whom policies keep out says little of the way. */
const TRIED = 20;

/** What was found out about one client cluster. */
interface Asked {
  readonly row: ReachRow;
  readonly callers: readonly ReachCaller[];
  readonly traces: readonly {
    readonly to: ClusterName;
    readonly reach: Answer<Reach>;
  }[];
  readonly parts: readonly Answer<unknown>[];
}

/** From which cluster a service is reached where, in short for all clusters and check by check for the chosen one. */
export function reachView(question: ReachViewQuestion): Answer<ReachView> {
  const { snapshot, memo, service, filter } = question;
  const scope = serviceScope(question);
  const merged = answer(snapshot, endpoints, { service }, memo);
  const targets = merged.value.clusters
    .filter(({ total, knowledge }) => total > 0 || knowledge !== 'complete')
    .map(({ cluster }) => cluster)
    .sort();
  const asked = snapshot.clusterNames
    .filter(scope.known)
    .map(cluster => askFrom(question, cluster, targets));
  const chosen =
    filter.client === undefined
      ? asked.find(({ traces }) => traces.some(isServed)) ??
        asked.find(({ row }) => row.caller !== undefined)
      : asked.find(({ row }) => row.cluster === filter.client);
  return {
    ...joinAnswers([merged, ...asked.flatMap(({ parts }) => parts)]),
    // Each trace has its own.
    because: [],
    value: {
      service,
      targets,
      rows: asked.map(({ row }) => shownRow(row, scope)),
      chosen: chosen && {
        cluster: chosen.row.cluster,
        caller: chosen.row.caller,
        callers: chosen.callers,
        traces: chosen.traces.map(({ to, reach: found }) => ({
          to,
          reach: shown(found, scope),
        })),
      },
    },
  };
}

function askFrom(
  { snapshot, memo, service, filter, sees }: ReachViewQuestion,
  cluster: ClusterName,
  targets: readonly ClusterName[],
): Asked {
  const clients = answer(snapshot, reachClients, { cluster, service }, memo);
  const callers = clients.value.filter(
    ({ visible }) => visible || sees(cluster),
  );
  const wanted = cluster === filter.client ? filter.from : undefined;
  const tracesOf = ({ client }: ReachCaller) =>
    targets.map(to => ({
      to,
      reach: answer(snapshot, reach, { client, service, to }, memo),
    }));
  const caller =
    wanted === undefined
      ? callers.slice(0, TRIED).find(one => tracesOf(one).some(isServed)) ??
        callers[0]
      : callers.find(
          ({ namespace, name }) => `${namespace}/${name}` === wanted,
        );
  const traces = caller ? tracesOf(caller) : [];
  return {
    row: {
      cluster,
      caller,
      seen: clients.gaps.length === 0,
      cells: traces.map(cellOf),
    },
    callers,
    traces,
    parts: [clients, ...traces.map(({ reach: found }) => found)],
  };
}

function isServed({ reach: { value } }: Asked['traces'][number]): boolean {
  return value.verdict === 'yes' || value.verdict === 'standby';
}

function cellOf({ to, reach: { value } }: Asked['traces'][number]): ReachCell {
  const { verdict, path, share, firstFailure } = value;
  return { to, verdict, path, share, failure: firstFailure?.text };
}

/** What a check says that is about a cluster of which the caller may not know. */
const WITHHELD = 'What it rests on is in a cluster that you may not see.';

function shownRow(row: ReachRow, scope: ServiceScope): ReachRow {
  return {
    ...row,
    cells: row.cells.map(cell => ({
      ...cell,
      failure: cell.failure && shownText(cell.failure, scope),
    })),
  };
}

function shown(found: Answer<Reach>, scope: ServiceScope): Answer<Reach> {
  const { checks, firstFailure, ...rest } = found.value;
  const value = {
    ...rest,
    checks: checks.map(check => shownCheck(check, scope)),
    firstFailure: firstFailure && shownCheck(firstFailure, scope),
  };
  return withoutHidden({ ...found, value }, scope);
}

function shownCheck(check: ReachCheck, scope: ServiceScope): ReachCheck {
  const { at, fix, ...rest } = check;
  const text = shownText(check.text, scope);
  return {
    ...rest,
    text,
    ...(fix !== undefined && text === check.text && { fix }),
    ...(at && scope.known(at.object.cluster) && { at }),
  };
}

function shownText(text: string, { hidden }: ServiceScope): string {
  return hidden.some(name => text.includes(name)) ? WITHHELD : text;
}
