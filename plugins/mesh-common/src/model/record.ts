import { Instant } from './refs';

/** Labels, annotations and other string maps of an object. A `Map`, so that a key such as `__proto__` is only a key. @public */
export type Labels = ReadonlyMap<string, string>;

/** The map that all objects without labels share. @public */
export const NO_LABELS: Labels = new Map();

/**
 * What every record carries. A record is the trimmed, immutable form of one Kubernetes object: only fields that a rule
 * reads, never `managedFields`, and of the annotations only those in the decoders' allow-list.
 *
 * @public
 */
export interface ObjectRecord {
  /** `''` for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  /** `''` if the object carries none, as in a folder of hand-written YAML. */
  readonly uid: string;
  /** `creationTimestamp`, `0` if absent. Whole seconds: "oldest wins" compares these (reference 2.5). */
  readonly created: Instant;
  /** The object has a `deletionTimestamp`. */
  readonly deleting: boolean;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** The list that every look-up without result gives. @public */
export const NO_RECORDS: readonly never[] = [];

/** Name of a record within its kind and cluster. @public */
export interface RecordKey {
  readonly namespace: string;
  readonly name: string;
}

/** `namespace/name`, or `name` for cluster-scoped objects. Neither part can contain a slash. @public */
export function recordKey({ namespace, name }: RecordKey): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** Order "oldest wins": creation time, then name, then namespace (reference 2.5). @public */
export function byAge(a: ObjectRecord, b: ObjectRecord): number {
  return (
    a.created - b.created ||
    compareText(a.name, b.name) ||
    compareText(a.namespace, b.namespace)
  );
}

/** Order by code units, as Go and Kubernetes sort; never by the reader's language. @public */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
