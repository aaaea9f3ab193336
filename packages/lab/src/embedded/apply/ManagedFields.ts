import { isList, isMap, JsonMap, mapOf } from '../apiObject';
import type { Json } from '../../kubernetesObject';
import { FieldSet } from './FieldSet';

/** Who wrote, how and through which endpoint: entries of managedFields are told apart by these. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** `status`, or empty for the object itself. */
  readonly subresource: string;
}

/** What one manager owns, and since when. */
export interface ManagedEntry {
  readonly manager: Manager;
  readonly fields: FieldSet;
  readonly time?: string;
}

/** `metadata.managedFields` as a map from manager to what it owns. Never changed: each change makes a new one. */
export class ManagedFields {
  /** Reads the list of an object; entries that are not understood are dropped, as the real server does. */
  static decode(list: Json | undefined): ManagedFields {
    const entries = (isList(list) ? list : []).filter(isMap).map(decodeEntry);
    return new ManagedFields(
      new Map(entries.map(entry => [managerKey(entry.manager), entry])),
    );
  }

  private constructor(readonly entries: ReadonlyMap<string, ManagedEntry>) {}

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  get(manager: Manager): ManagedEntry | undefined {
    return this.entries.get(managerKey(manager));
  }

  /** Everything owned by anybody. */
  all(): FieldSet {
    return [...this.entries.values()].reduce(
      (sum, { fields }) => sum.union(fields),
      FieldSet.EMPTY,
    );
  }

  /** With another entry; an entry that owns nothing goes. */
  with(entry: ManagedEntry): ManagedFields {
    const entries = new Map(this.entries);
    const key = managerKey(entry.manager);
    if (entry.fields.isEmpty) {
      entries.delete(key);
    } else {
      entries.set(key, entry);
    }
    return new ManagedFields(entries);
  }

  /** What is left to everybody but one manager when the given paths change hands or go. */
  withoutFields(fields: FieldSet, except: Manager): ManagedFields {
    return [...this.entries.values()]
      .filter(({ manager }) => managerKey(manager) !== managerKey(except))
      .reduce(
        (sum: ManagedFields, entry) =>
          sum.with({ ...entry, fields: entry.fields.difference(fields) }),
        this,
      );
  }

  encode(): Json {
    return [...this.entries.values()].sort(byAge).map(encodeEntry);
  }
}

/** Identifies a manager. An applier keeps its entry across API versions. */
export function managerKey(manager: Manager): string {
  const { name, operation, apiVersion, subresource } = manager;
  const version = operation === 'Apply' ? '' : apiVersion;
  return JSON.stringify([operation, name, version, subresource]);
}

function decodeEntry(entry: JsonMap): ManagedEntry {
  return {
    manager: {
      name: String(entry.manager ?? ''),
      operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
      apiVersion: String(entry.apiVersion ?? ''),
      subresource: String(entry.subresource ?? ''),
    },
    fields: FieldSet.fromJson(mapOf(entry.fieldsV1)),
    time: typeof entry.time === 'string' ? entry.time : undefined,
  };
}

function encodeEntry({ manager, fields, time }: ManagedEntry): JsonMap {
  return {
    manager: manager.name,
    operation: manager.operation,
    apiVersion: manager.apiVersion,
    ...(time && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: fields.toJson(),
    ...(manager.subresource && { subresource: manager.subresource }),
  };
}

function byAge(a: ManagedEntry, b: ManagedEntry): number {
  const keys = ({ manager, time = '' }: ManagedEntry) => [
    manager.operation,
    time,
    manager.name,
    manager.apiVersion,
    manager.subresource,
  ];
  const left = keys(a);
  const right = keys(b);
  const index = left.findIndex((key, i) => key !== right[i]);
  if (index < 0) {
    return 0;
  }
  return left[index] < right[index] ? -1 : 1;
}
