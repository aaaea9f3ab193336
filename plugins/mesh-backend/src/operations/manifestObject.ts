import {
  Manifest,
  OPERATION_ANNOTATION,
  PlannedObject,
  VersionedObject,
} from '@meshwise/backstage-plugin-mesh-common';
import type { StoredObject, WritableRef } from '../kubernetes/ObjectWriter';
import { writableKindRow, WritableKind } from '../kubernetes/writableKinds';

/** How an object is called in plans, operations and audit events: `Namespace shop`, `LimitRange shop/meshwise`. */
export function objectName({ kind, metadata }: Manifest): string {
  const { namespace, name } = metadata;
  return namespace === undefined
    ? `${kind} ${name}`
    : `${kind} ${namespace}/${name}`;
}

/** The name of an object that is planned. */
export function plannedName(planned: PlannedObject): string {
  if (planned.act === 'apply') return objectName(planned.manifest);
  const { kind, namespace, name } = planned.object;
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Where an object is written. Throws for a kind that no operation may write: intents never plan one. */
export function writableRef(object: VersionedObject): WritableRef {
  const { apiVersion, kind, namespace, name } = object;
  if (!writableKindRow(apiVersion, kind)) {
    throw new Error(`${apiVersion} ${kind} may not be written`);
  }
  return { kind: kind as WritableKind, namespace, name };
}

/** Where the object of a manifest is written. */
export function manifestRef({
  apiVersion,
  kind,
  metadata,
}: Manifest): WritableRef {
  const { namespace = '', name } = metadata;
  return writableRef({ apiVersion, kind, namespace, name });
}

/** The object with the operation that writes it. Left as it is without one. */
export function stamped(
  manifest: Manifest,
  operation: string | undefined,
): Manifest {
  if (operation === undefined) return manifest;
  const annotations = {
    ...manifest.metadata.annotations,
    [OPERATION_ANNOTATION]: operation,
  };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** Whether an operation was the last to write an object. */
export function isStamped(object: StoredObject, operation: string): boolean {
  return object.metadata.annotations?.[OPERATION_ANNOTATION] === operation;
}
