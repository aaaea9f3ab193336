import { Labels } from '../model/record';
import {
  HttpMatch,
  HttpRoute,
  TextMatch,
  VirtualServiceRecord,
} from '../model/records/virtualService';

/**
 * HTTP routes of a VirtualService with those it delegates to put in their place. A delegate that does not exist or is not
 * visible to the delegating namespace leaves nothing behind, and neither does one whose matches contradict the root's.
 * Reference 6.3.
 *
 * @public
 */
export function delegatedRoutes(
  root: VirtualServiceRecord,
  delegateOf: (name: {
    readonly namespace: string;
    readonly name: string;
  }) => VirtualServiceRecord | undefined,
): readonly HttpRoute[] {
  return root.http.flatMap(route => {
    if (!route.delegate) return [route];
    const delegate = delegateOf(route.delegate);
    return (delegate?.http ?? []).flatMap(inner => merged(route, inner));
  });
}

/** Whether objects of a namespace may be used from another one, by their `exportTo` or else the default. Reference 3.8, point 3. @public */
export function isExportedTo(
  object: { readonly namespace: string; readonly exportTo: readonly string[] },
  client: string,
  defaultExportTo: readonly string[],
): boolean {
  const exportTo =
    object.exportTo.length > 0 ? object.exportTo : defaultExportTo;
  return exportTo.some(
    target =>
      target === '*' ||
      target === client ||
      (target === '.' && object.namespace === client),
  );
}

function merged(root: HttpRoute, inner: HttpRoute): readonly HttpRoute[] {
  const match = mergedMatches(root.match, inner.match);
  if (match === undefined) return [];
  return [
    {
      ...inner,
      match,
      directResponse: inner.directResponse ?? root.directResponse,
      mirrors: inner.mirrors.length > 0 ? inner.mirrors : root.mirrors,
    },
  ];
}

function mergedMatches(
  roots: readonly HttpMatch[],
  leaves: readonly HttpMatch[],
): readonly HttpMatch[] | undefined {
  if (roots.length === 0) return leaves;
  if (leaves.length === 0) return roots;
  const all: HttpMatch[] = [];
  for (const leaf of leaves) {
    const fitting = roots.filter(root => !contradicts(root, leaf));
    if (fitting.length === 0) return undefined;
    all.push(...fitting.map(root => mergedMatch(root, leaf)));
  }
  return all;
}

function mergedMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  return {
    uri: leaf.uri ?? root.uri,
    ignoreUriCase: leaf.ignoreUriCase,
    scheme: leaf.scheme ?? root.scheme,
    method: leaf.method ?? root.method,
    authority: leaf.authority ?? root.authority,
    headers: new Map([...root.headers, ...leaf.headers]),
    withoutHeaders: new Map([...root.withoutHeaders, ...leaf.withoutHeaders]),
    queryParams: new Map([...root.queryParams, ...leaf.queryParams]),
    port: leaf.port ?? root.port,
    sourceLabels: new Map([...root.sourceLabels, ...leaf.sourceLabels]),
    sourceNamespace: leaf.sourceNamespace ?? root.sourceNamespace,
    gateways: leaf.gateways.length > 0 ? leaf.gateways : root.gateways,
  };
}

function contradicts(root: HttpMatch, leaf: HttpMatch): boolean {
  return (
    textContradicts(root.uri, leaf.uri) ||
    textContradicts(root.scheme, leaf.scheme) ||
    textContradicts(root.method, leaf.method) ||
    textContradicts(root.authority, leaf.authority) ||
    textsContradict(root.headers, leaf.headers) ||
    textsContradict(root.withoutHeaders, leaf.withoutHeaders) ||
    textsContradict(root.queryParams, leaf.queryParams) ||
    root.ignoreUriCase !== leaf.ignoreUriCase ||
    (root.port !== undefined &&
      leaf.port !== undefined &&
      root.port !== leaf.port) ||
    (root.sourceNamespace !== undefined &&
      root.sourceNamespace !== leaf.sourceNamespace) ||
    labelsContradict(root.sourceLabels, leaf.sourceLabels) ||
    (root.gateways.length > 0 &&
      leaf.gateways.some(gateway => !root.gateways.includes(gateway)))
  );
}

function textsContradict(
  roots: HttpMatch['headers'],
  leaves: HttpMatch['headers'],
): boolean {
  return [...leaves].some(([name, leaf]) =>
    textContradicts(roots.get(name), leaf),
  );
}

function labelsContradict(root: Labels, leaf: Labels): boolean {
  return [...leaf].some(
    ([key, value]) => root.has(key) && root.get(key) !== value,
  );
}

/** The leaf must ask for the same or for more; regular expressions cannot be compared. */
function textContradicts(
  root: TextMatch | undefined,
  leaf: TextMatch | undefined,
): boolean {
  if (!root || !leaf) return false;
  if (root.kind === 'exact') {
    return leaf.kind !== 'exact' || leaf.value !== root.value;
  }
  if (
    root.kind === 'prefix' &&
    (leaf.kind === 'prefix' || leaf.kind === 'exact')
  )
    return !leaf.value.startsWith(root.value);
  return true;
}
