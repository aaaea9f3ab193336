import {
  ApiObject,
  isMap,
  JsonMap,
  mapOf,
  sameJson,
  without,
} from '../apiObject';
import { StatusCause, StatusError } from '../statusError';
import { compareValues } from './compareValues';
import { FieldSet } from './FieldSet';
import { fieldSetOf } from './fieldSetOf';
import {
  ManagedEntry,
  ManagedFields,
  Manager,
  managerKey,
} from './ManagedFields';
import type { MergeType } from './mergeType';
import { mergeValues, removeFields } from './mergeValues';
import { withParents } from './withParents';

/** Fields that nobody owns: identity, and what the server itself sets. */
const UNOWNED = FieldSet.fromJson({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

export interface ApplyOptions {
  readonly type: MergeType;
  /** The object as it is; absent when the apply creates it. */
  readonly live: JsonMap;
  /** What the manager wants. */
  readonly applied: JsonMap;
  readonly manager: Manager;
  /** Take over fields of others. */
  readonly force: boolean;
  /** Top-level fields that the endpoint ignores, for instance `status`. */
  readonly ignored: FieldSet;
  readonly now: string;
}

/**
 * Server-side apply as Kubernetes does it (structured merge): lay the applied object over the live one, take away what the manager
 * applied before and leaves out now unless somebody else owns it, refuse to change what others own.
 *
 * Returns the object with its new managedFields. Throws a 409 that names each conflict.
 */
export function applyObject(options: ApplyOptions): JsonMap {
  const { type, manager, force, ignored, now } = options;
  const live = withoutManagedFields(options.live);
  const before = trackedFields(options, live);
  const previous = before.get(manager);
  const fields = fieldSetOf(type, options.applied).recursiveDifference(ignored);
  const claimed = before.with({ manager, fields, time: previous?.time });
  const merged = mapOf(mergeValues(type, live, options.applied));
  const next = previous
    ? prune(type, merged, claimed, previous.fields)
    : merged;

  const change = compareValues(type, live, next);
  const taken = change.modified
    .union(change.added)
    .recursiveDifference(ignored);
  const conflicts = [...claimed.entries.values()]
    .filter(entry => managerKey(entry.manager) !== managerKey(manager))
    .map(entry => ({ ...entry, fields: entry.fields.intersection(taken) }))
    .filter(entry => !entry.fields.isEmpty);
  if (conflicts.length > 0 && !force) {
    throw applyConflict(conflicts);
  }
  const lost = taken.union(change.removed.recursiveDifference(ignored));
  const owned = fields.difference(UNOWNED);
  const time = sameJson(live, next) ? previous?.time : now;
  return withManagedFields(
    next,
    claimed.withoutFields(lost, manager).with({ manager, fields: owned, time }),
  );
}

/** Notes who owns what after a create, update or patch. Taking over from others is allowed there. */
export function noteUpdate(
  options: Omit<ApplyOptions, 'applied' | 'force'> & {
    /** The object to be stored. */
    readonly next: JsonMap;
  },
): JsonMap {
  const { type, manager, ignored, now } = options;
  const live = withoutManagedFields(options.live);
  const next = withoutManagedFields(options.next);
  const before = managedFieldsToKeep(options.live, options.next, manager);
  if (before.isEmpty && isStored(live)) {
    return next;
  }
  const change = compareValues(type, live, next);
  const taken = change.modified
    .union(change.added)
    .recursiveDifference(ignored);
  const removed = change.removed.recursiveDifference(ignored);
  const previous = before.get(manager);
  const own = taken.difference(UNOWNED);
  const after = before.withoutFields(taken.union(removed), manager);
  const kept = previous?.fields.difference(removed) ?? FieldSet.EMPTY;
  const time = own.isEmpty ? previous?.time : now;
  return withManagedFields(
    next,
    after.with({ manager, fields: kept.union(own), time }),
  );
}

/** Objects that nobody owned anything of are not tracked until somebody applies: then all there is belongs to this manager. */
const BEFORE_FIRST_APPLY = 'before-first-apply';

function isStored(object: JsonMap): boolean {
  return mapOf(object.metadata).uid !== undefined;
}

function trackedFields(
  { type, live, manager, now }: ApplyOptions,
  bare: JsonMap,
): ManagedFields {
  const tracked = ManagedFields.decode(mapOf(live.metadata).managedFields);
  return tracked.isEmpty && isStored(live)
    ? tracked.with({
        manager: { ...manager, name: BEFORE_FIRST_APPLY, operation: 'Update' },
        fields: compareValues(type, {}, bare).added.difference(UNOWNED),
        time: now,
      })
    : tracked;
}

/** A client may clear or edit managedFields of the object itself, but not through a subresource. */
function managedFieldsToKeep(
  live: JsonMap,
  next: JsonMap,
  manager: Manager,
): ManagedFields {
  const sent = mapOf(next.metadata).managedFields;
  const old = ManagedFields.decode(mapOf(live.metadata).managedFields);
  if (manager.subresource || !Array.isArray(sent)) {
    return old;
  }
  const [first] = sent;
  const reset =
    sent.length === 0 ||
    (sent.length === 1 && isMap(first) && Object.keys(first).length === 0);
  return reset ? ManagedFields.decode([]) : ManagedFields.decode(sent);
}

/** Takes away what the manager owned before and does not claim any more, where nobody else claims it. */
function prune(
  type: MergeType,
  merged: JsonMap,
  claimed: ManagedFields,
  last: FieldSet,
): JsonMap {
  const whole = (set: FieldSet) => withParents(type, set);
  const lacking = (gone: FieldSet) => mapOf(removeFields(type, merged, gone));
  const present = whole(fieldSetOf(type, merged));
  const before = whole(last);
  const bare = whole(fieldSetOf(type, lacking(before)));
  const kept = bare.union(whole(claimed.all()));
  const back = whole(fieldSetOf(type, lacking(present.difference(kept))));
  return lacking(present.difference(back).intersection(before));
}

function withoutManagedFields(object: JsonMap): JsonMap {
  return isMap(object.metadata)
    ? { ...object, metadata: without(object.metadata, 'managedFields') }
    : object;
}

function withManagedFields(object: JsonMap, managed: ManagedFields): JsonMap {
  return managed.isEmpty
    ? object
    : {
        ...object,
        metadata: {
          ...mapOf(object.metadata),
          managedFields: managed.encode(),
        },
      };
}

function applyConflict(conflicts: readonly ManagedEntry[]): StatusError {
  const sorted = [...conflicts].sort((a, b) =>
    orderKey(a.manager) < orderKey(b.manager) ? -1 : 1,
  );
  const causes = sorted.flatMap(({ manager, fields }) =>
    [...fields.paths()].map(
      (field): StatusCause => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${describeManager(manager)}`,
        field,
      }),
    ),
  );
  const many = sorted
    .map(({ manager, fields }) =>
      [
        `conflicts with ${describeManager(manager)}:`,
        ...[...fields.paths()].map(path => `- ${path}`),
      ].join('\n'),
    )
    .join('\n');
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message:
      causes.length === 1
        ? `Apply failed with 1 conflict: ${causes[0].message}: ${causes[0].field}`
        : `Apply failed with ${causes.length} conflicts: ${many}`,
    details: { causes },
  });
}

function orderKey({ name, operation }: Manager): string {
  return JSON.stringify([name, operation]);
}

function describeManager(manager: Manager): string {
  const { name, operation, apiVersion, subresource } = manager;
  return [
    JSON.stringify(name),
    ...(subresource ? [`with subresource ${JSON.stringify(subresource)}`] : []),
    ...(operation === 'Update' ? [`using ${apiVersion}`] : []),
  ].join(' ');
}

/** The owners of an object without the times, to see whether a write changes anything. */
export function withoutTimes(object: ApiObject): JsonMap {
  const { managedFields } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: Array.isArray(managedFields)
        ? managedFields.map(entry =>
            isMap(entry) ? without(entry, 'time') : entry,
          )
        : null,
    },
  };
}
