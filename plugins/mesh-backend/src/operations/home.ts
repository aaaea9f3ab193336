import { TENANT_LABEL } from '@meshwise/backstage-plugin-mesh-common';
import type { GetResult, ObjectWriter } from '../kubernetes/ObjectWriter';
import { isStamped, writableRef } from './manifestObject';
import type { Live } from './preimage';

/** The namespace of an object, as far as it says whose the object will be. */
export interface Home {
  readonly uid: string;
  readonly tenant: string | undefined;
}

/** A namespace as it is now; `undefined` without a name, for an object that is in none. */
export async function readHome(
  writer: ObjectWriter,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<GetResult | undefined> {
  if (!namespace) return undefined;
  const ref = writableRef({
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    name: namespace,
  });
  return writer.get(ref, signal);
}

/** What is kept of a namespace; `undefined` if there was none. */
export function homeOf(live: Live | undefined): Home | undefined {
  if (live?.code !== 'found') return undefined;
  const { uid, labels } = live.object.metadata;
  return { uid, tenant: labels?.[TENANT_LABEL] };
}

/**
 * Whether a namespace still is the one that was planned with (T01): neither created again nor given to somebody else, unless
 * by the operation itself. One that is gone is left to the API server, which refuses.
 */
export function isSameHome(
  planned: Home | undefined,
  live: Live | undefined,
  operation: string,
): boolean {
  if (live?.code !== 'found') return true;
  const own = isStamped(live.object, operation);
  if (planned === undefined) return own;
  const now = homeOf(live);
  return now?.uid === planned.uid && (own || now.tenant === planned.tenant);
}

/**
 * Whether a namespace still belongs to whom it belonged when it was planned with, unless the operation itself gave it away. It
 * may be another one of that name: what was deleted in it comes back after a namespace that was deleted, too.
 */
export function isSameTenant(
  planned: Home | undefined,
  live: Live | undefined,
  operation: string,
): boolean {
  return (
    live?.code !== 'found' ||
    isStamped(live.object, operation) ||
    homeOf(live)?.tenant === planned?.tenant
  );
}
