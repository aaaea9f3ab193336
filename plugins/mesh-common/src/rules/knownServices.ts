import { compareText } from '../model/record';
import { ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { serviceKey } from '../model/refs';

/** Kubernetes Services of all clusters, each name once, in order of their names. Reference 3.1. */
export const knownServices: Rule<void, readonly ServiceRef[]> = {
  source: '3.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const known = new Map<string, ServiceRef>();
    for (const cluster of mesh.clusters())
      for (const { namespace, name } of mesh.list(cluster, 'Service'))
        known.set(serviceKey({ namespace, name }), { namespace, name });
    return [...known.keys()]
      .sort(compareText)
      .flatMap(key => known.get(key) ?? []);
  },
};
