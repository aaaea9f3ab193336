import {
  ClusterName,
  ReachRow,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { usePageParams } from '../hooks/usePageParams';
import { useReach } from '../hooks/useReach';

/** From where the endpoints of a service are looked at. */
export interface ReachedFrom {
  /** Client clusters that can be chosen. */
  readonly clients: readonly ClusterName[];
  readonly row: ReachRow;
  choose(client: ClusterName): void;
}

/**
 * The client cluster in the page address, else the first one with a workload which could call, rather one where the
 * service runs. `undefined` as long as that is not known, and where nothing can call.
 */
export function useReachedFrom(service: ServiceRef): ReachedFrom | undefined {
  const [params, change] = usePageParams();
  const { rows = [], targets = [] } = useReach(service, {}).value?.value ?? {};
  const callable = rows.filter(({ caller }) => caller !== undefined);
  const row =
    rows.find(({ cluster }) => cluster === params.get('client')) ??
    callable.find(({ cluster }) => targets.includes(cluster)) ??
    callable[0];
  if (row === undefined) return undefined;
  return {
    clients: rows.map(({ cluster }) => cluster),
    row,
    choose: client => change({ client, from: undefined }),
  };
}
