import { byAge } from '../model/record';
import { Mesh } from '../model/mesh';
import {
  GatewayApiRef,
  GatewayApiRouteRecord,
  GatewayApiRule,
} from '../model/records/gatewayApi';
import { HttpMatch, HttpRoute } from '../model/records/virtualService';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isRead, isSelected } from './discovery';
import { gatewayApiRoutes } from './gatewayApiRoutes';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';

type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/** Routes of the Gateway API whose parent is a service: those of one namespace for one host and port are one, in the order of the Gateway API. Reference 6.3. */
export const serviceRoutes: Rule<
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
  for (const object of [...objects].sort(byAge)) {
    for (const part of ofObject(mesh, view, kind, object)) {
      const known = byTarget.get(part.name);
      byTarget.set(part.name, known ? joined(known, part) : part);
    }
  }
  return [...byTarget.values()].map(part => ({
    ...part,
    http: [...part.http].sort(moreSpecificFirst),
  }));
}

function joined(
  a: MeshVirtualService,
  b: MeshVirtualService,
): MeshVirtualService {
  return { ...a, http: [...a.http, ...b.http], from: [...a.from, ...b.from] };
}

function ofObject(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: RouteKind,
  object: GatewayApiRouteRecord,
): readonly MeshVirtualService[] {
  const { namespace, created, rules } = object;
  return object.parents.flatMap(parent =>
    hostsOfParent(mesh, view, parent).map(host => ({
      namespace,
      name: [namespace, parent.port ?? '', host].join('~'),
      created,
      hosts: [host],
      gateways: [MESH_GATEWAY],
      exportTo: [],
      http: routesAt(rules, view.domain, parent.port),
      tls: [],
      tcp: [],
      semantics: 'gateway-api' as const,
      from: [{ ...object, kind }],
    })),
  );
}

/** A parent that does not exist in the config cluster is none. */
function hostsOfParent(
  mesh: Mesh,
  view: ControlPlaneView,
  { group, kind, namespace, name }: GatewayApiRef,
): readonly string[] {
  const cluster = view.configCluster;
  if (!isSelected(mesh, view, cluster, namespace)) return [];
  if (kind === 'Service' && (group === '' || group === 'core')) {
    const found = mesh.get(cluster, 'Service', { namespace, name });
    return found ? [`${name}.${namespace}.svc.${view.domain}`] : [];
  }
  if (kind === 'ServiceEntry' && group === 'networking.istio.io')
    return mesh.get(cluster, 'ServiceEntry', { namespace, name })?.hosts ?? [];
  return [];
}

/** A parent with a port speaks of that port alone. */
function routesAt(
  rules: readonly GatewayApiRule[],
  domain: string,
  port: number | undefined,
): readonly HttpRoute[] {
  const routes = rules.flatMap(rule => gatewayApiRoutes(rule, { domain }));
  if (port === undefined) return routes;
  return routes.map(route => ({
    ...route,
    match: route.match.map(match => ({ ...match, port })),
  }));
}

/** Exact before prefix before regex, longer before shorter, then method, headers, parameters. */
export function moreSpecificFirst(a: HttpRoute, b: HttpRoute): number {
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
