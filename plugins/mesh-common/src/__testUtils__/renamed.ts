import { isObject } from '../decode/isObject';
import { FleetObjects, RecordedFleet } from './recordedFleets';

/** Old names and new ones. */
export type Names = ReadonlyMap<string, string>;

/** Names of a fleet's namespaces that no rule knows by heart. */
export function namespacesOf(objects: FleetObjects): readonly string[] {
  const names = [...objects.values()].flat().flatMap(object => {
    if (!isObject(object) || !isObject(object.metadata)) return [];
    const { kind, metadata } = object;
    const name = kind === 'Namespace' ? metadata.name : metadata.namespace;
    return typeof name === 'string' ? [name] : [];
  });
  return [...new Set(names)].filter(
    name => name.length > 2 && !/^(istio-|kube-|default$|external-)/.test(name),
  );
}

/** A text with every whole name replaced; names end at dots, slashes, bars and the like, not at dashes. */
export function renamedText(text: string, names: Names): string {
  return text.replace(
    /[A-Za-z0-9][A-Za-z0-9-]*/g,
    word => names.get(word) ?? word,
  );
}

/** Data with every name replaced in its texts, and in the keys of maps below the fields given. */
export function renamedData(
  data: unknown,
  names: Names,
  options: {
    readonly keysBelow: ReadonlySet<string>;
    readonly field?: string;
  },
): unknown {
  const { keysBelow, field = '' } = options;
  if (typeof data === 'string') return renamedText(data, names);
  if (Array.isArray(data))
    return data.map(item => renamedData(item, names, { keysBelow }));
  if (!isObject(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      keysBelow.has(field) || keysBelow.has('*')
        ? renamedText(key, names)
        : key,
      renamedData(value, names, { keysBelow, field: key }),
    ]),
  );
}

/** A fleet under other names. `keysBelow`: fields of objects whose keys are names. */
export function renamedFleet(
  { objects, proxies }: RecordedFleet,
  names: Names,
  keysBelow: ReadonlySet<string>,
): RecordedFleet {
  const text = (word: string) => renamedText(word, names);
  return {
    objects: new Map(
      [...objects].map(([cluster, list]) => [
        text(cluster),
        list.map(object => renamedData(object, names, { keysBelow })),
      ]),
    ),
    proxies: proxies.map(({ name, proxy }) => ({
      name,
      proxy: {
        cluster: text(proxy.cluster),
        namespace: text(proxy.namespace),
        pod: text(proxy.pod),
      },
    })),
  };
}

/** Answers without orders that mean nothing: of host names that share a route, and of what is keyed by them. */
export function withoutOrderOfNames(data: unknown): unknown {
  if (Array.isArray(data)) {
    const items = data.map(withoutOrderOfNames);
    const isOrdered = items.some(
      item => isObject(item) && ('match' in item || 'priority' in item),
    );
    return isOrdered
      ? items
      : items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isObject(data)) return data;
  return Object.fromEntries(
    Object.keys(data)
      .sort()
      .map(key => [key, withoutOrderOfNames(data[key])]),
  );
}
