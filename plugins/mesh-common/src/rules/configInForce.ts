import { ClusterName, ObjectRef } from '../model/refs';
import { Rule } from '../model/rule';
import { destinationRulesInForce } from './destinationRulesInForce';
import { visibleHosts } from './hostClusters';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { routesInForce } from './routesInForce';
import { visibleServices } from './visibleServices';

/** Why an object that speaks of a host does not count for a client. @public */
export type NotInForce =
  /** It lies in a cluster from which the client's control plane reads no configuration. */
  | 'other-config-cluster'
  /** Its label `istio.io/rev` names another revision; tags are not resolved. */
  | 'other-revision'
  | 'namespace-not-selected'
  | 'not-exported'
  /** It names a Gateway, or workloads that the client is not one of. */
  | 'not-for-this-client'
  /** The Sidecar of the client does not import it. */
  | 'not-imported'
  /** Another one is closer: in the client's namespace before the service's, an exact host before a wildcard. */
  | 'shadowed'
  /** Of several for the same host, another is older, or newer with an export of its own. */
  | 'lost-to-another';

/** Objects of one kind that speak of a host. @public */
export interface InForce {
  /** What counts, the deciding one first. Several are joined into one. */
  readonly objects: readonly ObjectRef[];
  readonly others: readonly {
    readonly object: ObjectRef;
    readonly reason: NotInForce;
  }[];
}

/** Configuration that decides how one client calls one host. @public */
export interface ConfigInForce {
  /** `undefined`: no control plane accepts the client. */
  readonly configCluster: ClusterName | undefined;
  /** Whether the client is told of the host at all. */
  readonly visible: boolean;
  readonly sidecar: ObjectRef | undefined;
  /** The Services or the ServiceEntry that make up the host; the first one defines it. */
  readonly definitions: readonly ObjectRef[];
  readonly destinationRules: InForce;
  /** VirtualServices, HTTPRoutes and GRPCRoutes. */
  readonly routes: InForce;
}

const NOTHING: InForce = { objects: [], others: [] };

/** Which configuration objects decide how a client calls a host, and why others that speak of it do not. Reference 6.1 to 6.5. @public */
export const configInForce: Rule<
  { readonly client: ProxyRef; readonly host: string },
  ConfigInForce
> = {
  source: '6.1',
  nameOf: ({ client: { cluster, namespace, pod }, host }) =>
    `${cluster}/${namespace}/${pod} ${host}`,
  ask(mesh, { client, host }) {
    const proxy = mesh.ask(proxyOf, client);
    if (!proxy?.view || proxy.rejected !== undefined) {
      return {
        configCluster: undefined,
        visible: false,
        sidecar: undefined,
        definitions: [],
        destinationRules: NOTHING,
        routes: NOTHING,
      };
    }
    const { configCluster } = proxy.view;
    const served = { ...proxy, view: proxy.view };
    const { sidecar } = mesh.ask(visibleServices, client);
    const service = mesh.ask(visibleHosts, client).get(host);
    const definitions = service?.copies.map(
      ({ cluster, service: { namespace, name } }) => ({
        cluster,
        kind: 'Service',
        namespace,
        name,
      }),
    );
    const entry = service?.entry && {
      cluster: configCluster,
      kind: 'ServiceEntry',
      namespace: service.entry.namespace,
      name: service.entry.name,
    };
    return {
      configCluster,
      visible: service !== undefined,
      sidecar: sidecar && {
        cluster: configCluster,
        kind: 'Sidecar',
        namespace: sidecar.namespace,
        name: sidecar.name,
      },
      definitions: entry ? [entry] : definitions ?? [],
      destinationRules: service
        ? destinationRulesInForce(mesh, served, service)
        : NOTHING,
      routes: routesInForce(mesh, served, client, host),
    };
  },
};
