import { decode } from '../decode/decoders';
import { isObject } from '../decode/isObject';
import { kindOfObject } from '../decode/kindOfObject';
import { Change } from '../model/change';
import { Kind } from '../model/kinds';
import { recordKey } from '../model/record';
import { ClusterName } from '../model/refs';
import { FleetObjects, READ_AT } from './recordedFleets';

/** Chance that can be repeated: the same seed gives the same numbers. */
export class Chance {
  static create(seed: number): Chance {
    return new Chance(seed);
  }

  private constructor(private state: number) {}

  /** A whole number from 0 to `below - 1`. */
  below(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }

  /** One item of a list; `undefined` of an empty one. */
  of<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }
}

/** A change written twice: as an overlay, and as the objects that a folder would have after it. */
export interface RandomEdit {
  readonly changes: readonly Change[];
  readonly objects: FleetObjects;
  /** For the reader of a failure. */
  readonly text: string;
}

/**
 * One object of a fleet is deleted, edited at a random field, copied to another name, namespace or cluster, or brought in from another
 * fleet. `undefined` if what chance found cannot be decoded.
 */
export function randomEdit(
  objects: FleetObjects,
  stranger: FleetObjects,
  chance: Chance,
): RandomEdit | undefined {
  const cluster = chance.of([...objects.keys()]) ?? '';
  const known = (objects.get(cluster) ?? []).filter(isRead);
  const object = chance.of(known);
  if (!object) return undefined;
  switch (chance.below(5)) {
    case 0:
      return deleted(objects, cluster, object);
    case 1:
    case 2:
      return applied(objects, cluster, edited(object, known, chance));
    case 3: {
      const copy = renamed(object, known, chance);
      return applied(objects, chance.of([...objects.keys()]) ?? cluster, copy);
    }
    default: {
      const foreign = chance.of([...stranger.values()].flat().filter(isRead));
      return foreign && applied(objects, cluster, foreign);
    }
  }
}

function isRead(object: unknown): object is Raw {
  const kind = kindOfObject(object);
  return isObject(object) && kind !== undefined;
}

type Raw = { readonly [key: string]: unknown };

function kindOf(object: Raw): Kind {
  const kind = kindOfObject(object);
  if (!kind) throw new Error('an object of no kind');
  return kind;
}

function metadataOf(object: Raw): Raw {
  return isObject(object.metadata) ? object.metadata : {};
}

function keyOf(object: Raw): {
  readonly namespace: string;
  readonly name: string;
} {
  const { namespace, name } = metadataOf(object);
  return {
    namespace: typeof namespace === 'string' ? namespace : '',
    name: typeof name === 'string' ? name : '',
  };
}

function isSame(a: unknown, b: Raw): boolean {
  return (
    isRead(a) &&
    kindOf(a) === kindOf(b) &&
    recordKey(keyOf(a)) === recordKey(keyOf(b))
  );
}

function textOf(verb: string, cluster: ClusterName, object: Raw): string {
  return `${verb} ${kindOf(object)} ${recordKey(keyOf(object))} in ${cluster}`;
}

function deleted(
  objects: FleetObjects,
  cluster: ClusterName,
  object: Raw,
): RandomEdit {
  const rest = (objects.get(cluster) ?? []).filter(
    other => !isSame(other, object),
  );
  return {
    changes: [
      { code: 'delete', cluster, kind: kindOf(object), ...keyOf(object) },
    ],
    objects: new Map(objects).set(cluster, rest),
    text: textOf('delete', cluster, object),
  };
}

/** Applied as the API server does: what is there keeps its age and identity, what is new is the youngest. */
function applied(
  objects: FleetObjects,
  cluster: ClusterName,
  object: Raw | undefined,
): RandomEdit | undefined {
  const kind = object && kindOfObject(object);
  if (!object || !kind) return undefined;
  const all = objects.get(cluster) ?? [];
  const known = all.find(other => isSame(other, object));
  // An istiod that appears brings along Secrets that a folder shows and an overlay does not.
  if (kind === 'Deployment' && !known) return undefined;
  const { creationTimestamp: _, uid: __, ...metadata } = metadataOf(object);
  const { creationTimestamp, uid } = isRead(known)
    ? metadataOf(known)
    : { creationTimestamp: new Date(READ_AT).toISOString(), uid: undefined };
  const written = {
    ...object,
    metadata: { ...metadata, creationTimestamp, uid },
  };
  const decoded = decode(kind, written);
  if (decoded.code === 'unreadable') return undefined;
  const { record } = decoded;
  return {
    changes: [{ code: 'apply', cluster, kind, record } as Change],
    objects: new Map(objects).set(cluster, [
      ...all.filter(other => !isSame(other, object)),
      written,
    ]),
    text: textOf('apply', cluster, object),
  };
}

/** Under a name and in a namespace that others of the cluster have. */
function renamed(object: Raw, known: readonly Raw[], chance: Chance): Raw {
  const metadata = metadataOf(object);
  const { name } = keyOf(chance.of(known) ?? object);
  const { namespace } = keyOf(chance.of(known) ?? object);
  const keeps = chance.below(2) === 0;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(keeps ? { name: `${keyOf(object).name}-copy` } : { name }),
      ...(metadata.namespace !== undefined && namespace !== ''
        ? { namespace: keeps ? metadata.namespace : namespace }
        : {}),
    },
  };
}

/** With one value taken away, or replaced by one of the same type that stands elsewhere in the cluster. */
function edited(object: Raw, known: readonly Raw[], chance: Chance): Raw {
  const path = chance.of(paths(object));
  if (!path) return object;
  const other = chance.of(known) ?? object;
  const type = typeof valueAt(object, path);
  const values = paths(other)
    .map(found => valueAt(other, found))
    .filter(value => typeof value === type);
  const value = chance.below(3) === 0 ? undefined : chance.of(values);
  return withValueAt(object, path, value) as Raw;
}

type Path = readonly (string | number)[];

/** Paths of all plain values, without those that say which object it is. */
function paths(value: unknown, path: Path = []): readonly Path[] {
  if (path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind'))
    return [];
  if (
    path.length === 2 &&
    path[0] === 'metadata' &&
    path[1] !== 'labels' &&
    path[1] !== 'annotations'
  )
    return [];
  if (Array.isArray(value))
    return value.flatMap((item, i) => paths(item, [...path, i]));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, item]) =>
      paths(item, [...path, key]),
    );
  return [path];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => {
    if (Array.isArray(found)) return found[Number(key)];
    return isObject(found) ? found[key] : undefined;
  }, value);
}

function withValueAt(value: unknown, path: Path, written: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return written;
  if (Array.isArray(value)) {
    const item = withValueAt(value[Number(key)], rest, written);
    return value.flatMap((old, i) => {
      if (i !== key) return [old];
      return item === undefined ? [] : [item];
    });
  }
  if (!isObject(value)) return value;
  const { [key]: old, ...others } = value;
  const item = withValueAt(old, rest, written);
  return item === undefined ? others : { ...others, [key]: item };
}
