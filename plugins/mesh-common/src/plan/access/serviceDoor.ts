import { Memo } from '../../model/memo';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { endpoints } from '../../rules/endpoints';
import { GuardedService } from './guardedService';

/** What of a service's workloads the grant speaks of. */
export interface ServiceDoor {
  readonly selector: { readonly [label: string]: string };
  /** Ports of the workloads. */
  readonly ports: readonly [number, ...number[]];
  /** Ports of the service. */
  readonly servicePorts: readonly number[];
}

/** The ports and labels of a service's workloads; `undefined` if they cannot be told apart from others. */
export function serviceDoor(
  snapshot: Snapshot,
  { service, clusters }: GuardedService,
  memo: Memo,
): ServiceDoor | undefined {
  const { value } = answer(snapshot, endpoints, { service }, memo);
  const parts = value.clusters.filter(({ cluster }) =>
    clusters.includes(cluster),
  );
  const ports = new Set(
    parts.flatMap(part =>
      part.endpoints.flatMap(endpoint =>
        endpoint.ports.map(({ number }) => number),
      ),
    ),
  );
  const servicePorts = new Set(
    parts.flatMap(part => part.ports.map(({ number }) => number)),
  );
  const selectors = clusters.flatMap(
    cluster =>
      snapshot.view(cluster, 'Service')?.table.get(service)?.selector ?? [],
  );
  const [selector] = selectors;
  const [port, ...others] = [...ports].sort((a, b) => a - b);
  const alike = selectors.every(
    other =>
      JSON.stringify([...other].sort()) ===
      JSON.stringify([...selector].sort()),
  );
  if (!selector || selector.size === 0 || !alike || port === undefined)
    return undefined;
  return {
    selector: Object.fromEntries(selector),
    ports: [port, ...others],
    servicePorts: [...servicePorts],
  };
}
