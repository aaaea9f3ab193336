import { serviceKey, ServiceRef } from '../../model/refs';
import { Rule } from '../../model/rule';
import { clusterEjection, EjectionAbility } from '../../rules/clusterEjection';
import { hostClusters } from '../../rules/hostClusters';
import { EnvoyCluster, ProxyRef } from '../../rules/proxyConfig';
import { trafficShare } from '../../rules/trafficShare';

/** Where the calls of a client go while hosts fail one after another. */
export interface CallOrder {
  /** By Envoy cluster that its routes lead to. */
  readonly destinations: readonly {
    /** `''`: the whole service. */
    readonly subset: string;
    /** Localities of each priority, the one that is used first in front; hosts without locality are named by their cluster. */
    readonly stages: readonly (readonly string[])[];
    readonly ejection: EjectionAbility;
  }[];
}

/** Order in which a client uses the hosts of a service, and whether it notices that they fail. Reference 5.3, 5.5, 5.6. */
export const callOrder: Rule<
  { readonly client: ProxyRef; readonly service: ServiceRef },
  CallOrder
> = {
  source: '5.3',
  nameOf: ({ client: { cluster, namespace, pod }, service }) =>
    `${cluster}/${namespace}/${pod} ${serviceKey(service)}`,
  ask(mesh, { client, service }) {
    const share = mesh.ask(trafficShare, { client, service });
    if (share.code === 'none') return { destinations: [] };
    const names = new Set(
      share.routes.flatMap(({ ejection }) => [...ejection.keys()]),
    );
    const destinations = [...names].sort().flatMap(name => {
      const [, , subset = '', host = ''] = name.split('|');
      const cluster = mesh.ask(hostClusters, { client, host }).get(name);
      if (!cluster) return [];
      const ejection = clusterEjection(cluster);
      return [{ subset, stages: stagesOf(cluster), ejection }];
    });
    return { destinations };
  },
};

function stagesOf({ endpoints }: EnvoyCluster): readonly (readonly string[])[] {
  const stages = new Map<number, Set<string>>();
  for (const { priority, locality, cluster } of endpoints) {
    const places = stages.get(priority) ?? new Set();
    stages.set(priority, places.add(locality || cluster));
  }
  return [...stages]
    .sort(([a], [b]) => a - b)
    .map(([, places]) => [...places].sort());
}
