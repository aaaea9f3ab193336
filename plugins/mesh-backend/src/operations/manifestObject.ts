import {
  Manifest,
  OPERATION_ANNOTATION,
} from '@meshwise/backstage-plugin-mesh-common';
import type { WritableRef } from '../kubernetes/ObjectWriter';
import { writableKindRow, WritableKind } from '../kubernetes/writableKinds';

/** How an object is called in plans, operations and audit events: `Namespace shop`, `LimitRange shop/meshwise`. */
export function objectName({ kind, metadata }: Manifest): string {
  const { namespace, name } = metadata;
  return namespace === undefined
    ? `${kind} ${name}`
    : `${kind} ${namespace}/${name}`;
}

/** Where an object is written. Throws for a kind that no operation may write: intents never plan one. */
export function writableRef(manifest: Manifest): WritableRef {
  const { apiVersion, kind, metadata } = manifest;
  if (!writableKindRow(apiVersion, kind)) {
    throw new Error(`${apiVersion} ${kind} may not be written`);
  }
  return {
    kind: kind as WritableKind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  };
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
