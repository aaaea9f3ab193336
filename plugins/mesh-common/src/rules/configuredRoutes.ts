import { HttpRoute, RouteDestination } from '../model/records/virtualService';
import {
  clientHttpRoutes,
  RouteClient,
  weightedDestinations,
} from './clientHttpRoutes';
import { MeshVirtualService } from './meshVirtualService';
import { ConfiguredRoute } from './proxyConfig';
import { routeMatchText } from './routeMatchText';

/** Istio's name for a backend that a reference may not reach. */
export const UNKNOWN_SERVICE = 'UnknownService';

/** Name of the Envoy cluster for a port of a subset of a service. @public */
export function clusterName(
  port: number,
  subset: string,
  host: string,
): string {
  return `outbound|${port}|${subset}|${host}`;
}

/** Finds the Envoy cluster that a destination means. */
export type ClusterOf = (destination: RouteDestination) => string;

/** The routes of a VirtualService as a proxy is given them for one port. Reference 6.3. @public */
export function configuredRoutes(options: {
  readonly virtualService: MeshVirtualService;
  readonly client: RouteClient;
  readonly port: number;
  readonly clusterOf: ClusterOf;
}): readonly ConfiguredRoute[] {
  const { virtualService, client, port, clusterOf } = options;
  return clientHttpRoutes(virtualService.http, client, port).map(
    ({ route, match }) => ({
      match: routeMatchText(match, virtualService.semantics),
      ...actionOf(route, clusterOf),
    }),
  );
}

function actionOf(
  route: HttpRoute,
  clusterOf: ClusterOf,
): Omit<ConfiguredRoute, 'match'> {
  if (route.redirect) return { redirect: route.redirect.uri ?? '' };
  if (route.directResponse !== undefined)
    return { directResponse: route.directResponse };
  const clusters = weightedDestinations(route.route).map(destination => ({
    name: clusterOf(destination),
    weight: destination.weight,
  }));
  const mirrors = route.mirrors.filter(({ weight }) => weight > 0);
  return mirrors.length === 0
    ? { clusters }
    : { clusters, mirrors: mirrors.map(clusterOf) };
}
