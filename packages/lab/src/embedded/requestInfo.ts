import { PageNotFound } from './statusError';

/** What a URL under `/api` or `/apis` speaks of. */
export interface ResourceRequest {
  readonly kind: 'resource';
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Empty for cluster-scoped requests. */
  readonly namespace: string;
  /** Empty for collections. */
  readonly name: string;
  /** Empty for the object itself. */
  readonly subresource: string;
}

/** A URL that names no resource: discovery, health, version. */
export interface PathRequest {
  readonly kind: 'path';
  readonly path: string;
}

/** Reads a URL path as kube-apiserver's RequestInfo does. */
export function parseRequestPath(path: string): ResourceRequest | PathRequest {
  const parts = path.split('/').filter(Boolean).map(decode);
  const [root] = parts;
  const groupParts = root === 'apis' ? 3 : 2;
  if ((root !== 'api' && root !== 'apis') || parts.length <= groupParts) {
    return { kind: 'path', path };
  }
  const [group, version] =
    root === 'apis' ? [parts[1], parts[2]] : ['', parts[1]];
  const rest = parts.slice(groupParts);
  let namespace = '';
  // /namespaces/NAME[/status|finalize] is the Namespace itself; anything longer is a resource inside it.
  const subresourceOfNamespace = ['status', 'finalize'].includes(rest[2]);
  if (rest[0] === 'namespaces' && rest.length > 2 && !subresourceOfNamespace) {
    namespace = rest[1];
    rest.splice(0, 2);
  }
  const [plural, name = '', subresource = '', ...more] = rest;
  if (more.length > 0) {
    throw new PageNotFound();
  }
  return {
    kind: 'resource',
    group,
    version,
    plural,
    namespace,
    name,
    subresource,
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new PageNotFound();
  }
}
