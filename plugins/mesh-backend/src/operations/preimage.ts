import {
  Manifest,
  ObjectChange,
  OPERATION_ANNOTATION,
} from '@meshwise/backstage-plugin-mesh-common';
import type { FieldOwner } from '../kubernetes/fieldOwners';
import type { GetResult } from '../kubernetes/ObjectWriter';
import { compareFields, Fields, fieldsOf } from './fields';
import type { Home } from './home';

/** An object as it is now. */
export type Live = Extract<GetResult, { code: 'found' | 'absent' }>;

/** What is done to one object, and what the object must look like before. */
export interface Change {
  readonly act: ObjectChange['act'];
  /** Name of {@link Manifest} and {@link Preimage} alike. */
  readonly fieldManager: string;
  /** The fields to be owned; of a deletion, the name only. */
  readonly manifest: Manifest;
  readonly preimage: Preimage;
}

/**
 * What an object looked like where a plan touches it. Not its `resourceVersion`: status updates change that all the
 * time and would void every plan.
 */
export interface Preimage {
  /** `undefined` if there was no object. */
  readonly uid: string | undefined;
  /** Values of the planned fields, those that were there; of a deletion, of all fields. */
  readonly fields: Fields;
  /** Field managers that own them. */
  readonly owners: Fields;
  /** Its namespace; `undefined` if there was none, or the object is in none. */
  readonly home: Home | undefined;
}

/** Changes with every operation and decides nothing. */
export const STAMP = `metadata.annotations["${OPERATION_ANNOTATION}"]`;

/** What must still be true of an object when its change is applied. */
export function preimageOf(
  { act, manifest }: Pick<Change, 'act' | 'manifest'>,
  live: Live,
  home?: Home,
): Preimage {
  if (live.code === 'absent') {
    return { uid: undefined, fields: new Map(), owners: new Map(), home };
  }
  const now = fieldsOf(live.object);
  const planned = act === 'delete' ? now : fieldsOf(manifest);
  const fields = [...planned.keys()].flatMap(path => {
    const value = now.get(path);
    return value === undefined || path === STAMP
      ? []
      : [[path, value] as const];
  });
  return {
    uid: live.object.metadata.uid,
    fields: new Map(fields),
    owners: ownersOf(live.owners, new Map(fields)),
    home,
  };
}

/**
 * Whether an object still is what it was, where the plan touches it. Its namespace is compared apart: the operation itself may
 * have created it meanwhile.
 */
export function samePreimage(a: Preimage, b: Preimage): boolean {
  return (
    a.uid === b.uid &&
    compareFields(a.fields, b.fields).length === 0 &&
    compareFields(a.owners, b.owners).length === 0
  );
}

/** The managers of each field, as far as their names can be told from the fields they own. */
function ownersOf(owners: readonly FieldOwner[], fields: Fields): Fields {
  const managers = new Map<string, string[]>();
  for (const { manager, fields: owned } of owners) {
    for (const path of fieldsOf(owned).keys()) {
      if (!fields.has(path)) continue;
      const known = managers.get(path);
      if (known) known.push(manager);
      else managers.set(path, [manager]);
    }
  }
  return new Map(
    [...managers].map(([path, names]) => [
      path,
      [...new Set(names)].sort().join(', '),
    ]),
  );
}

/** Preimages as the journal keeps them, and as they are compared: API servers give owners in the order of their last writes. */
export function preimageToJson(preimage: Preimage): object {
  const { uid, fields, owners, home } = preimage;
  return { uid, fields: byPath(fields), owners: byPath(owners), home };
}

function byPath(fields: Fields): readonly (readonly [string, string])[] {
  return [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The preimage that {@link preimageToJson} wrote. */
export function preimageFromJson(text: string): Preimage {
  const { uid, fields, owners, home } = JSON.parse(text);
  return { uid, fields: new Map(fields), owners: new Map(owners), home };
}

/** The fields that a manager has applied, as an object that can be applied again; only its name if there are none. */
export function ownedManifest(
  { manifest, fieldManager }: Pick<Change, 'manifest' | 'fieldManager'>,
  live: Extract<Live, { code: 'found' }>,
): Manifest {
  const owned = live.owners.find(
    ({ manager, operation, subresource }) =>
      manager === fieldManager && operation === 'Apply' && subresource === '',
  )?.fields;
  const { apiVersion, kind } = manifest;
  const { name, namespace } = manifest.metadata;
  const metadata = owned && Reflect.get(owned, 'metadata');
  return {
    ...owned,
    apiVersion,
    kind,
    metadata: { ...metadata, name, ...(namespace && { namespace }) },
  };
}

/** Planned fields that the object does not have as planned, by path. */
export function differing(manifest: Manifest, live: Live): readonly string[] {
  const wanted = fieldsOf(manifest);
  const now = live.code === 'found' ? fieldsOf(live.object) : new Map();
  return [...wanted]
    .filter(([path, value]) => now.get(path) !== value)
    .map(([path]) => path);
}
