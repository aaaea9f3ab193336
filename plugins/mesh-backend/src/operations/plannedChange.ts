import {
  ClusterName,
  Manifest,
  ObjectChange,
  PlannedApply,
  PlannedDelete,
} from '@meshwise/backstage-plugin-mesh-common';
import { stringify } from 'yaml';
import type { FieldOwner } from '../kubernetes/fieldOwners';
import type { StoredObject } from '../kubernetes/ObjectWriter';
import { compareFields, FieldChange, fieldsOf } from './fields';
import type { Home } from './home';
import { Change, Live, ownedManifest, preimageOf, STAMP } from './preimage';

/** What a plan does to one object, and the state of the object it was planned against. */
export interface PlannedChange extends Change {
  readonly cluster: ClusterName;
  readonly fields: readonly FieldChange[];
  /** What the field manager owns of the object before; `undefined` if there is none. */
  readonly before: Manifest | undefined;
}

const MANAGERS = 'metadata.managedFields';

/** Compares an object as it is with what the API server says it would become. */
export function plannedApply(options: {
  readonly planned: PlannedApply;
  readonly live: Live;
  readonly home: Home | undefined;
  /** Result of the dry run; `undefined` if it could not be had because the namespace is still to be created. */
  readonly result: StoredObject | undefined;
}): PlannedChange {
  const { planned, live, home, result } = options;
  const { cluster, fieldManager, manifest } = planned;
  const fields =
    live.code === 'absent'
      ? compareFields(new Map(), fieldsOf(manifest))
      : [
          ...compareFields(
            fieldsOf(live.object),
            fieldsOf(result ?? manifest),
          ).filter(({ path }) => path !== STAMP),
          ...newManager(fieldManager, live.owners),
        ];
  const changed = fields.length === 0 ? 'unchanged' : 'update';
  const act = live.code === 'absent' ? 'create' : changed;
  return {
    cluster,
    fieldManager,
    manifest,
    act,
    fields,
    preimage: preimageOf({ act, manifest }, live, home),
    before: live.code === 'found' ? ownedManifest(planned, live) : undefined,
  };
}

/** What a deletion takes away. An object that is gone already is left as it is. */
export function plannedDelete(
  { cluster, fieldManager, object }: PlannedDelete,
  live: Live,
  home: Home | undefined,
): PlannedChange {
  const { apiVersion, kind, namespace, name } = object;
  const metadata = { name, ...(namespace !== '' && { namespace }) };
  const manifest: Manifest = { apiVersion, kind, metadata };
  const act = live.code === 'found' ? 'delete' : 'unchanged';
  const preimage = preimageOf({ act, manifest }, live, home);
  return {
    cluster,
    fieldManager,
    manifest,
    act,
    fields: compareFields(preimage.fields, new Map()),
    preimage,
    before:
      live.code === 'found'
        ? ownedManifest({ manifest, fieldManager }, live)
        : undefined,
  };
}

/** Fields that have the planned values but are not ours become ours: else a later plan could not remove them. */
function newManager(
  fieldManager: string,
  owners: readonly FieldOwner[],
): FieldChange[] {
  const managers = [...new Set(owners.map(({ manager }) => manager))];
  if (managers.includes(fieldManager)) return [];
  const before = managers.join(', ') || undefined;
  const after = [...managers, fieldManager].join(', ');
  return [{ path: MANAGERS, before, after }];
}

/** The change as the API shows it. */
export function objectChange(change: PlannedChange): ObjectChange {
  const { cluster, manifest, act, fields, before } = change;
  const { apiVersion, kind, metadata } = manifest;
  return {
    cluster,
    apiVersion,
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    act,
    fields,
    yaml: act === 'delete' ? '' : yamlOf(manifest),
    ...(before && { yamlBefore: yamlOf(before) }),
  };
}

/** Kubernetes reads YAML 1.1, in which an unquoted `no` is a boolean. */
function yamlOf(manifest: Manifest): string {
  return stringify(manifest, { compat: 'yaml-1.1', lineWidth: 0 });
}
