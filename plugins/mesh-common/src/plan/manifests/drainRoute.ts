import { Manifest } from '../plan';
import { MANAGED_BY } from './failoverRule';

/** Name of the VirtualService that keeps calls of a service away from a cluster. */
export function drainRouteName(service: string): string {
  return `meshwise-drain-${service}`;
}

/**
 * A VirtualService that sends all requests of one service to some of its subsets. It speaks of that host only, as
 * destination, too, and says to whom it is exported (T15, T16).
 */
export function drainRouteManifest(options: {
  readonly namespace: string;
  readonly service: string;
  readonly host: string;
  readonly exportTo: readonly [string, ...string[]];
  /** Shares in percent by subset. */
  readonly subsets: ReadonlyMap<string, number>;
  readonly annotations: { readonly [key: string]: string };
}): Manifest {
  const { namespace, service, host, exportTo, subsets, annotations } = options;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      name: drainRouteName(service),
      namespace,
      labels: MANAGED_BY,
      annotations,
    },
    spec: {
      hosts: [host],
      exportTo: [...exportTo],
      http: [
        {
          route: [...subsets].map(([subset, weight]) => ({
            destination: { host, subset },
            weight,
          })),
        },
      ],
    },
  };
}
