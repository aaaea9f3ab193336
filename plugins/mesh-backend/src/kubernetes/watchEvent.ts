import { jsonMember } from './jsonMember';

/** One line of a watch. */
export type WatchEvent =
  | {
      readonly code: 'upsert' | 'delete';
      readonly object: unknown;
      readonly identity: ObjectIdentity;
    }
  | { readonly code: 'bookmark'; readonly resourceVersion: string }
  | {
      readonly code: 'error';
      readonly status: number | undefined;
      readonly message: string;
    }
  /** Does not parse, or lacks what every event has: something was lost, and nobody knows what. */
  | { readonly code: 'garbled' };

/** What tells one version of one object from all others. */
export interface ObjectIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

const GARBLED: WatchEvent = { code: 'garbled' };

/** Reads one line of a watch. Total: what cannot be read is `garbled`. */
export function parseWatchEvent(line: Buffer): WatchEvent {
  let event: unknown;
  try {
    event = JSON.parse(line.toString('utf8'));
  } catch {
    return GARBLED;
  }
  const object = jsonMember(event, 'object');
  switch (jsonMember(event, 'type')) {
    case 'ADDED':
    case 'MODIFIED':
      return objectEvent('upsert', object);
    case 'DELETED':
      return objectEvent('delete', object);
    case 'BOOKMARK':
      return bookmark(object);
    case 'ERROR':
      return errorEvent(object);
    default:
      return GARBLED;
  }
}

/** Identity of an object, or `undefined` if it has none. */
export function identityOf(object: unknown): ObjectIdentity | undefined {
  const metadata = jsonMember(object, 'metadata');
  const name = jsonMember(metadata, 'name');
  const resourceVersion = jsonMember(metadata, 'resourceVersion');
  if (typeof name !== 'string' || typeof resourceVersion !== 'string') {
    return undefined;
  }
  return {
    namespace: textOr(jsonMember(metadata, 'namespace'), ''),
    name,
    uid: textOr(jsonMember(metadata, 'uid'), ''),
    resourceVersion,
  };
}

function objectEvent(code: 'upsert' | 'delete', object: unknown): WatchEvent {
  const identity = identityOf(object);
  return identity ? { code, object, identity } : GARBLED;
}

function bookmark(object: unknown): WatchEvent {
  const resourceVersion = jsonMember(
    jsonMember(object, 'metadata'),
    'resourceVersion',
  );
  return typeof resourceVersion === 'string'
    ? { code: 'bookmark', resourceVersion }
    : GARBLED;
}

function errorEvent(status: unknown): WatchEvent {
  const code = jsonMember(status, 'code');
  return {
    code: 'error',
    status: typeof code === 'number' ? code : undefined,
    message: textOr(jsonMember(status, 'message'), 'no message'),
  };
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}
