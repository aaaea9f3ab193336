import { ConfigKind } from '../model/configKinds';
import { Mesh } from '../model/mesh';
import { byAge, NO_LABELS, ObjectRecord, recordKey } from '../model/record';
import { ConfigOf } from './configNeeded';
import { ControlPlaneView } from './controlPlaneView';
import { destinationRules } from './destinationRules';
import { isRead } from './discovery';
import { fullHost } from './hosts';
import { serviceOfHost } from './serviceOfHost';

/** How an object fares among those that speak of the same thing. */
export interface Contest {
  /** The object that wins; `undefined` if none has any effect. */
  readonly winner: string | undefined;
  /** Everybody in the contest, sorted. */
  readonly among: readonly string[];
  /** Whether the object itself has an effect: it wins, or is merged with the winner. */
  readonly wins: boolean;
}

/** A namespace without rules of its own: what callers there use, most callers use. */
const OTHER_NAMESPACE = '';

/**
 * Who wins where several objects speak of the same thing, as a control plane decides it: DestinationRules by look-up (reference 6.1), VirtualServices of
 * one host by age (6.3), and whatever speaks of a whole namespace by age (3.8, 7.6). `undefined` for objects that have no rivals.
 */
export function contestOf(
  mesh: Mesh,
  view: ControlPlaneView,
  object: ConfigOf,
): Contest | undefined {
  const { kind, record } = object;
  switch (kind) {
    case 'DestinationRule': {
      const host = fullHost(record.host, record.namespace, view.domain);
      if (host.startsWith('*') || record.workloadSelector) return undefined;
      const namespace =
        serviceOfHost(host, view.domain)?.namespace ?? record.namespace;
      const rule = mesh
        .ask(destinationRules, view.key)
        .ruleFor(
          { namespace: OTHER_NAMESPACE, labels: NO_LABELS },
          { host, namespace },
        );
      const from = rule?.from ?? [];
      return {
        winner: nameOf(from[0]),
        among: namesOf(from),
        wins: namesOf(from).includes(recordKey(record)),
      };
    }
    case 'VirtualService': {
      const hosts = record.hosts.map(host =>
        fullHost(host, record.namespace, view.domain),
      );
      const isForSidecars = (gateways: readonly string[]) =>
        gateways.length === 0 || gateways.includes('mesh');
      if (!isForSidecars(record.gateways)) return undefined;
      return oldest(
        record,
        readOf(mesh, view, 'VirtualService').filter(
          other =>
            isForSidecars(other.gateways) &&
            other.hosts.some(host =>
              hosts.includes(fullHost(host, other.namespace, view.domain)),
            ),
        ),
      );
    }
    case 'PeerAuthentication':
      return record.selector
        ? undefined
        : oldest(
            record,
            readOf(mesh, view, kind, record.namespace).filter(
              ({ selector }) => !selector,
            ),
          );
    case 'Sidecar':
      return record.workloadSelector
        ? undefined
        : oldest(
            record,
            readOf(mesh, view, kind, record.namespace).filter(
              ({ workloadSelector }) => !workloadSelector,
            ),
          );
    default:
      return undefined;
  }
}

function readOf<K extends ConfigKind>(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: K,
  namespace?: string,
) {
  return mesh
    .list(view.configCluster, kind, namespace)
    .filter(record => isRead(mesh, view, record));
}

function oldest(own: ObjectRecord, records: readonly ObjectRecord[]): Contest {
  const [first] = [...records].sort(byAge);
  const winner = nameOf(first);
  return { winner, among: namesOf(records), wins: winner === recordKey(own) };
}

function nameOf(record: ObjectRecord | undefined): string | undefined {
  return record && recordKey(record);
}

function namesOf(records: readonly ObjectRecord[]): readonly string[] {
  return records.map(recordKey).sort();
}
