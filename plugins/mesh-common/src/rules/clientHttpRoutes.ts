import { Labels } from '../model/record';
import {
  HttpMatch,
  HttpRoute,
  RouteDestination,
} from '../model/records/virtualService';
import { containsLabels } from '../model/selector';

/** The proxy for which routes are evaluated. @public */
export interface RouteClient {
  /** `mesh` for sidecars, else `namespace/name` of a Gateway. */
  readonly gateway: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** A route that can apply to a client at a port, with one of its matches; `undefined` takes everything. @public */
export interface ClientHttpRoute {
  readonly route: HttpRoute;
  readonly match: HttpMatch | undefined;
}

/**
 * The routes of a VirtualService that a proxy is given for one port, in order of evaluation. What cannot apply to the
 * client is left out, and nothing follows a route that takes everything. Reference 6.3.
 *
 * @public
 */
export function clientHttpRoutes(
  routes: readonly HttpRoute[],
  client: RouteClient,
  port: number,
): readonly ClientHttpRoute[] {
  const result: ClientHttpRoute[] = [];
  for (const route of routes) {
    if (route.match.length === 0)
      return [...result, { route, match: undefined }];
    for (const match of route.match) {
      if (applies(match, client, port)) {
        result.push({ route, match });
        if (takesEverything(match)) return result;
      }
    }
  }
  return result;
}

/** Destinations that get requests, with their share in percent as Istio writes it: one alone gets 100. @public */
export function weightedDestinations(
  destinations: readonly RouteDestination[],
): readonly RouteDestination[] {
  if (destinations.length === 1) return [{ ...destinations[0], weight: 100 }];
  return destinations.filter(({ weight }) => weight > 0);
}

/** A match that names gateways asks for nothing else of the client. */
function applies(match: HttpMatch, client: RouteClient, port: number): boolean {
  if (match.port !== undefined && match.port !== port) return false;
  if (match.gateways.length > 0) return match.gateways.includes(client.gateway);
  return (
    (match.sourceNamespace === undefined ||
      match.sourceNamespace === client.namespace) &&
    containsLabels(client.labels, match.sourceLabels)
  );
}

/** Only the path decides, and it takes every path. */
function takesEverything(match: HttpMatch): boolean {
  const { uri } = match;
  const everyPath =
    uri === undefined ||
    (uri.kind === 'prefix' && uri.value === '/') ||
    (uri.kind === 'regex' && uri.value === '.*');
  return (
    everyPath &&
    match.headers.size + match.withoutHeaders.size + match.queryParams.size ===
      0 &&
    match.method === undefined &&
    match.authority === undefined &&
    match.scheme === undefined
  );
}
