import { Mesh } from '../model/mesh';
import { RecordKey } from '../model/record';
import { ClusterName, ObjectRef, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { hasAmbient } from './ambientSwitches';
import { InForce } from './configInForce';
import { clusterName, configuredRoutes } from './configuredRoutes';
import { ControlPlaneKey, ControlPlaneView } from './controlPlaneView';
import { destinationRulesInForce } from './destinationRulesInForce';
import { hostClusters, visibleHosts } from './hostClusters';
import { MeshService } from './meshServices';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import {
  AssignedEndpoint,
  ConfiguredRoute,
  ProxyRef,
  WeightedCluster,
} from './proxyConfig';
import { proxyOf, ServedProxy } from './proxyOf';
import { servingViews } from './servingViews';
import { waypointPolicies } from './waypointPolicies';
import { waypointRoutes } from './waypointRoutes';
import { waypointNamed, waypointOfService, waypointPods } from './waypoints';

/** What the waypoint of a service does with requests to one of its ports. @public */
export interface WaypointPort {
  readonly port: number;
  readonly routes: readonly ConfiguredRoute[];
  /** Where each destination of the routes leads, by its name; one that is not known to the waypoint is missing. */
  readonly destinations: ReadonlyMap<string, readonly AssignedEndpoint[]>;
}

/**
 * A service at the waypoint that takes its requests in one cluster. What a waypoint is given was never recorded from Istio, so this is what
 * the reference says of it, and limited.
 *
 * @public
 */
export interface ServiceAtWaypoint {
  /** The Gateway that is the waypoint. */
  readonly waypoint: ObjectRef;
  /** Control plane whose configuration it applies. */
  readonly controlPlane: ControlPlaneKey;
  readonly ready: number;
  readonly pods: number;
  /** VirtualServices and routes of the Gateway API that it applies, and those for the same host that it does not. */
  readonly routes: InForce;
  readonly destinationRules: InForce;
  /** AuthorizationPolicies that it enforces. */
  readonly policies: readonly ObjectRef[];
  /** Empty while none of its pods can be seen. */
  readonly ports: readonly WaypointPort[];
}

/** Which configuration the waypoint of a service applies to requests, and where they go from there; `undefined` where no waypoint takes them. Reference 2.6, 4.7, 6.3, 7.7. @public */
export const serviceAtWaypoint: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  ServiceAtWaypoint | undefined
> = {
  source: '2.6',
  nameOf: ({ cluster, service }) => `${cluster} ${serviceKey(service)}`,
  ask(mesh, { cluster, service }) {
    const definition = mesh.get(cluster, 'Service', service);
    if (!definition) return undefined;
    const views = mesh.ask(servingViews, cluster).filter(hasAmbient);
    for (const candidate of views) {
      const named = waypointOfService(mesh, candidate, {
        cluster,
        service: definition,
      });
      if (named === undefined) continue;
      const waypoint = waypointNamed(named);
      const view = viewOfWaypoint(mesh, views, cluster, waypoint);
      return view && described(mesh, view, { cluster, service, waypoint });
    }
    return undefined;
  },
};

interface Place {
  readonly cluster: ClusterName;
  readonly service: ServiceRef;
  readonly waypoint: RecordKey;
}

/** The control plane of the revision that the Gateway names, or its namespace; else the only one there is. Reference 2.6. */
function viewOfWaypoint(
  mesh: Mesh,
  views: readonly ControlPlaneView[],
  cluster: ClusterName,
  waypoint: RecordKey,
): ControlPlaneView | undefined {
  const label = 'istio.io/rev';
  const home = { namespace: '', name: waypoint.namespace };
  const revision =
    mesh.get(cluster, 'KubernetesGateway', waypoint)?.labels.get(label) ??
    mesh.get(cluster, 'Namespace', home)?.labels.get(label) ??
    'default';
  return (
    views.find(view => view.revision === revision) ??
    (views.length === 1 ? views[0] : undefined)
  );
}

function described(
  mesh: Mesh,
  view: ControlPlaneView,
  place: Place,
): ServiceAtWaypoint {
  const { cluster, service, waypoint } = place;
  const pods = waypointPods(mesh, cluster, waypoint);
  const host = `${service.name}.${service.namespace}.svc.${view.domain}`;
  const { used, inForce } = waypointRoutes(mesh, view, { ...place, host });
  const proxy = proxyAmong(
    mesh,
    place,
    pods.map(({ name }) => name),
  );
  const known = proxy && mesh.ask(visibleHosts, proxy.ref).get(host);
  const policies = waypointPolicies(mesh, view, place).map(
    ({ namespace, name }) => ({
      cluster: view.configCluster,
      kind: 'AuthorizationPolicy',
      namespace,
      name,
    }),
  );
  policies.forEach(policy => mesh.because(policy, 'spec.targetRefs'));
  return {
    waypoint: { cluster, kind: 'Gateway', ...waypoint },
    controlPlane: view.key,
    ready: pods.filter(({ ready }) => ready).length,
    pods: pods.length,
    routes: inForce,
    destinationRules:
      proxy && known
        ? destinationRulesInForce(mesh, proxy.served, known)
        : { objects: [], others: [] },
    policies,
    ports: proxy && known ? portsAt(mesh, proxy, known, used) : [],
  };
}

interface WaypointProxy {
  readonly ref: ProxyRef;
  readonly served: ServedProxy;
}

/** The first pod that is seen to be a waypoint stands for all of them. */
function proxyAmong(
  mesh: Mesh,
  { cluster, waypoint: { namespace } }: Place,
  pods: readonly string[],
): WaypointProxy | undefined {
  for (const pod of pods) {
    const ref = { cluster, namespace, pod };
    const proxy = mesh.ask(proxyOf, ref);
    if (proxy?.view && proxy.kind === 'waypoint' && !proxy.rejected)
      return { ref, served: { ...proxy, view: proxy.view } };
  }
  return undefined;
}

function portsAt(
  mesh: Mesh,
  { ref, served }: WaypointProxy,
  service: MeshService,
  used: MeshVirtualService | undefined,
): readonly WaypointPort[] {
  const { namespace, labels } = served;
  const client = { gateway: MESH_GATEWAY, namespace, labels };
  return service.ports.map(({ number: port }) => {
    const written = used
      ? configuredRoutes({
          virtualService: used,
          client,
          port,
          clusterOf: to => clusterName(to.port ?? port, to.subset, to.host),
        })
      : [];
    const routes = written.length > 0 ? written : toService(service, port);
    const names = new Set(routes.flatMap(namesIn));
    const destinations = new Map<string, readonly AssignedEndpoint[]>();
    for (const name of names) {
      const host = name.slice(name.lastIndexOf('|') + 1);
      const cluster = mesh.ask(hostClusters, { client: ref, host }).get(name);
      if (cluster) destinations.set(name, cluster.endpoints);
    }
    return { port, routes, destinations };
  });
}

function toService(
  { host }: MeshService,
  port: number,
): readonly ConfiguredRoute[] {
  const clusters = [{ name: clusterName(port, '', host), weight: 100 }];
  return [{ match: 'prefix:/', clusters }];
}

function namesIn({ clusters = [] }: ConfiguredRoute): readonly string[] {
  return clusters.map(({ name }: WeightedCluster) => name);
}
