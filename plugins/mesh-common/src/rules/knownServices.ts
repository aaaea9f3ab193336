import { compareText } from '../model/record';
import { serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';

/** Kubernetes Services of all clusters, each name once, in order of their names. Reference 3.1. */
export const knownServices: Rule<void, readonly ServiceRef[]> = {
  source: '3.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const known = new Map<string, Set<string>>();
    for (const cluster of mesh.clusters())
      for (const { namespace, name } of mesh.list(cluster, 'Service')) {
        const names = known.get(namespace);
        if (names) names.add(name);
        else known.set(namespace, new Set([name]));
      }
    return [...known]
      .flatMap(([namespace, names]) =>
        [...names].map((name): ServiceRef => ({ namespace, name })),
      )
      .sort((a, b) => compareText(serviceKey(a), serviceKey(b)));
  },
};
