import { kindOfObject } from '../../decode/kindOfObject';
import { compareText } from '../../model/record';
import { serviceKey, ServiceRef } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { fullHost } from '../../rules/hosts';
import { PlannedObject } from '../plan';
import { planObjectRef } from './planObjectRef';

/** Kinds that speak of every service of their namespace. */
const OF_NAMESPACE = new Set(['AuthorizationPolicy', 'PeerAuthentication']);

const SERVICE_HOST = /^([^.*]+)\.([^.]+)\.svc(\.|$)/;

/**
 * Services whose callers a plan may concern: those that its objects name as hosts, and all of the namespaces in which it
 * changes policies. Hosts are looked for before and after, so that what an object named until now is not forgotten.
 */
export function concernedServices(
  snapshots: readonly Snapshot[],
  objects: readonly PlannedObject[],
): readonly ServiceRef[] {
  const concerned = new Map<string, ServiceRef>();
  const add = (service: ServiceRef) =>
    concerned.set(serviceKey(service), service);
  for (const object of objects) {
    const ref = planObjectRef(object);
    const kind = kindOfObject({
      apiVersion: ref.apiVersion,
      kind: ref.kind,
      metadata: ref,
    });
    for (const snapshot of snapshots) {
      if (kind === 'DestinationRule' || kind === 'VirtualService') {
        for (const host of hostsOf(snapshot, kind, object.cluster, ref)) {
          const [, name, namespace] = SERVICE_HOST.exec(host) ?? [];
          if (name && namespace) add({ namespace, name });
        }
      }
      if (kind && OF_NAMESPACE.has(kind)) {
        for (const { namespace, name } of servicesIn(snapshot, ref.namespace)) {
          add({ namespace, name });
        }
      }
    }
  }
  return [...concerned.values()].sort((a, b) =>
    compareText(serviceKey(a), serviceKey(b)),
  );
}

function hostsOf(
  snapshot: Snapshot,
  kind: 'DestinationRule' | 'VirtualService',
  cluster: string,
  key: { readonly namespace: string; readonly name: string },
): readonly string[] {
  const hosts =
    kind === 'DestinationRule'
      ? [snapshot.view(cluster, kind)?.table.get(key)?.host ?? []].flat()
      : snapshot.view(cluster, kind)?.table.get(key)?.hosts ?? [];
  return hosts.map(host => fullHost(host, key.namespace, 'cluster.local'));
}

function servicesIn(
  snapshot: Snapshot,
  namespace: string,
): readonly ServiceRef[] {
  return snapshot.clusterNames.flatMap(
    cluster => snapshot.view(cluster, 'Service')?.table.list(namespace) ?? [],
  );
}
