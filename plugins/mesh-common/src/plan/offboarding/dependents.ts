import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { fullHost } from '../../rules/hosts';

/** Objects of other namespaces that name services of a namespace, so that they would point at nothing: `VirtualService web/shop in east`. */
export function dependents(
  snapshot: Snapshot,
  namespace: string,
): readonly string[] {
  return snapshot.clusterNames.flatMap(cluster => [
    ...named(snapshot, cluster, namespace),
  ]);
}

function named(
  snapshot: Snapshot,
  cluster: ClusterName,
  namespace: string,
): readonly string[] {
  const pointsAt = (host: string, from: string) =>
    fullHost(host, from, 'cluster.local').includes(`.${namespace}.svc.`);
  const rules = (
    snapshot.view(cluster, 'DestinationRule')?.table.list() ?? []
  ).filter(rule => pointsAt(rule.host, rule.namespace));
  const routes = (
    snapshot.view(cluster, 'VirtualService')?.table.list() ?? []
  ).filter(({ namespace: from, hosts, http, tls, tcp }) =>
    [
      ...hosts,
      ...[...http, ...tls, ...tcp].flatMap(({ route }) =>
        route.map(({ host }) => host),
      ),
    ].some(host => pointsAt(host, from)),
  );
  const name = (kind: string) => (item: { namespace: string; name: string }) =>
    `${kind} ${item.namespace}/${item.name} in ${cluster}`;
  const outside = (item: { namespace: string }) => item.namespace !== namespace;
  return [
    ...rules.filter(outside).map(name('DestinationRule')),
    ...routes.filter(outside).map(name('VirtualService')),
  ];
}
