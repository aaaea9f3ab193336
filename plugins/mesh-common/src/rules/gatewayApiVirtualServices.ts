import { compareText, ObjectRecord } from '../model/record';
import { Mesh } from '../model/mesh';
import { GatewayApiRouteRecord } from '../model/records/gatewayApi';
import { HttpMatch, HttpRoute } from '../model/records/virtualService';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isRead } from './discovery';
import { backendReferences } from './backendReferences';
import { gatewayApiRoutes } from './gatewayApiRoutes';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import { ParentTarget, parentTargets } from './parentTargets';

type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/** Routes of the Gateway API: those for one host at one parent are one, in the order of the Gateway API; at a service, those of one namespace. Reference 6.3. */
export const gatewayApiVirtualServices: Rule<
  ControlPlaneKey,
  readonly MeshVirtualService[]
> = {
  source: '6.3',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    return [
      ...merged(mesh, view, 'HTTPRoute'),
      ...merged(mesh, view, 'GRPCRoute'),
    ];
  },
};

function merged(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: RouteKind,
): readonly MeshVirtualService[] {
  const byTarget = new Map<string, MeshVirtualService>();
  const objects = mesh
    .list(view.configCluster, kind)
    .filter(object => isRead(mesh, view, object));
  for (const object of [...objects].sort(byAgeAndNamespace)) {
    for (const target of parentTargets(mesh, view, object)) {
      const part = partFor(mesh, view, kind, object, target);
      const known = byTarget.get(part.name);
      byTarget.set(part.name, known ? joined(known, part) : part);
    }
  }
  return [...byTarget.values()].map(part => ({
    ...part,
    http: [...part.http].sort(moreSpecificFirst),
  }));
}

/** In the Gateway API the namespace decides before the name between objects of one second. */
function byAgeAndNamespace(a: ObjectRecord, b: ObjectRecord): number {
  return (
    a.created - b.created ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name)
  );
}

function joined(
  a: MeshVirtualService,
  b: MeshVirtualService,
): MeshVirtualService {
  return { ...a, http: [...a.http, ...b.http], from: [...a.from, ...b.from] };
}

function partFor(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: RouteKind,
  object: GatewayApiRouteRecord,
  { gateway, host, port }: ParentTarget,
): MeshVirtualService {
  const { namespace, created, rules } = object;
  const ofMesh = gateway === MESH_GATEWAY;
  const options = {
    domain: view.domain,
    // Inside of the mesh a route may refer to every namespace.
    allowed: ofMesh
      ? () => true
      : backendReferences(mesh, view, kind, namespace),
  };
  const http = rules.flatMap(rule => gatewayApiRoutes(rule, options));
  return {
    namespace,
    name: [ofMesh ? namespace : gateway, port ?? '', host].join('~'),
    created,
    hosts: [host],
    gateways: [gateway],
    exportTo: [],
    http: port === undefined ? http : http.map(route => atPort(route, port)),
    tls: [],
    tcp: [],
    semantics: 'gateway-api',
    from: [{ ...object, kind }],
  };
}

/** A parent with a port speaks of that port alone. */
function atPort(route: HttpRoute, port: number): HttpRoute {
  return { ...route, match: route.match.map(match => ({ ...match, port })) };
}

/** Exact before prefix before regex, longer before shorter, then method, headers, parameters. */
function moreSpecificFirst(a: HttpRoute, b: HttpRoute): number {
  const [left] = a.match;
  const [right] = b.match;
  return (
    rankOf(right) - rankOf(left) ||
    lengthOf(right) - lengthOf(left) ||
    Number(right.method !== undefined) - Number(left.method !== undefined) ||
    right.headers.size - left.headers.size ||
    right.queryParams.size - left.queryParams.size
  );
}

function rankOf({ uri }: HttpMatch): number {
  return ['regex', 'prefix', 'exact'].indexOf(uri?.kind ?? '');
}

function lengthOf({ uri }: HttpMatch): number {
  return uri?.value.length ?? 0;
}
