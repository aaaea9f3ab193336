import {
  ClusterName,
  Manifest,
  ObjectChange,
  OPERATION_ANNOTATION,
  PlannedApply,
} from '@meshwise/backstage-plugin-mesh-common';
import { stringify } from 'yaml';
import type { GetResult, StoredObject } from '../kubernetes/ObjectWriter';
import { compareFields, FieldChange, Fields, fieldsOf } from './fields';

/** What a plan does to one object, and the state of the object it was planned against. */
export interface PlannedChange {
  readonly cluster: ClusterName;
  readonly fieldManager: string;
  readonly manifest: Manifest;
  readonly act: ObjectChange['act'];
  readonly fields: readonly FieldChange[];
  readonly preimage: Preimage;
}

/**
 * What an object looked like where the plan touches it. Not its `resourceVersion`: status updates change that all the
 * time and would void every plan.
 */
export interface Preimage {
  /** `undefined` if there was no object. */
  readonly uid: string | undefined;
  /** Values of the planned fields, those that were there. */
  readonly fields: Fields;
}

/** An object as it is now. */
export type Live = Extract<GetResult, { code: 'found' | 'absent' }>;

const STAMP = `metadata.annotations["${OPERATION_ANNOTATION}"]`;
const MANAGERS = 'metadata.managedFields';

/** Compares an object as it is with what the API server says it would become. */
export function plannedChange(options: {
  readonly planned: PlannedApply;
  readonly live: Live;
  /** Result of the dry run; `undefined` if it could not be had because the namespace is still to be created. */
  readonly result: StoredObject | undefined;
}): PlannedChange {
  const { planned, live, result } = options;
  const { manifest } = planned;
  const fields =
    live.code === 'absent'
      ? compareFields(new Map(), fieldsOf(manifest))
      : [
          ...compareFields(
            fieldsOf(live.object),
            fieldsOf(result ?? manifest),
          ).filter(({ path }) => path !== STAMP),
          ...newManager(planned.fieldManager, live.managers),
        ];
  const changed = fields.length === 0 ? 'unchanged' : 'update';
  return {
    ...planned,
    act: live.code === 'absent' ? 'create' : changed,
    fields,
    preimage: preimageOf(manifest, live),
  };
}

/** Fields that have the planned values but are not ours become ours: else a later plan could not remove them. */
function newManager(
  fieldManager: string,
  managers: readonly string[],
): FieldChange[] {
  if (managers.includes(fieldManager)) return [];
  const before = managers.join(', ') || undefined;
  const after = [...managers, fieldManager].join(', ');
  return [{ path: MANAGERS, before, after }];
}

/** What must still be true of an object when its change is applied. */
export function preimageOf(manifest: Manifest, live: Live): Preimage {
  if (live.code === 'absent') return { uid: undefined, fields: new Map() };
  const now = fieldsOf(live.object);
  const planned = [...fieldsOf(manifest).keys()].flatMap(path => {
    const value = now.get(path);
    return value === undefined ? [] : [[path, value] as const];
  });
  return { uid: live.object.metadata.uid, fields: new Map(planned) };
}

/** Whether an object still is what it was, where the plan touches it. */
export function samePreimage(a: Preimage, b: Preimage): boolean {
  return a.uid === b.uid && compareFields(a.fields, b.fields).length === 0;
}

/** The change as the API shows it. */
export function objectChange(change: PlannedChange): ObjectChange {
  const { cluster, manifest, act, fields } = change;
  const { apiVersion, kind, metadata } = manifest;
  return {
    cluster,
    apiVersion,
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    act,
    fields,
    // Kubernetes reads YAML 1.1, in which an unquoted `no` is a boolean.
    yaml: stringify(manifest, { compat: 'yaml-1.1', lineWidth: 0 }),
  };
}
