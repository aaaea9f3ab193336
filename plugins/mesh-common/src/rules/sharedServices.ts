import { ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';

/** Services whose namespace and name occur in more than one cluster. Reference 3.1. */
export const sharedServices: Rule<void, readonly ServiceRef[]> = {
  source: '3.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const seen = new Map<string, Map<string, boolean>>();
    for (const cluster of mesh.clusters()) {
      for (const { namespace, name } of mesh.list(cluster, 'Service')) {
        const names = seen.get(namespace) ?? new Map<string, boolean>();
        names.set(name, names.has(name));
        seen.set(namespace, names);
      }
    }
    return [...seen.keys()].sort().flatMap(namespace =>
      [...(seen.get(namespace) ?? [])]
        .filter(([, again]) => again)
        .map(([name]) => ({ namespace, name }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  },
};
