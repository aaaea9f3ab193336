import { Mesh } from '../../model/mesh';
import { isClusterLocal } from '../clusterLocal';
import { clusterLocalOf } from '../clusterLocalOf';
import { endpointReach } from '../endpointReach';
import { exportedServices } from '../exportedServices';
import { sidecarFor } from '../visibleServices';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { atMeshConfig } from './evidence';
import { ReachScope } from './reachContext';

/** What checks say that have nothing to look at, because an earlier one failed. */
export const NOTHING_TO_LOOK_AT = unknown(
  'An earlier failure leaves nothing to look at.',
);

/** 10: the port has the same name in the target cluster. */
export function portsAgree(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { merged, port, question } = scope;
  const { service, to } = question;
  if (!merged) return NOTHING_TO_LOOK_AT;
  if (!port)
    return fail(
      `Service ${service.namespace}/${service.name} has no port ${
        question.port ?? 'for requests'
      }.`,
      `Ask for a port of the Service, or add it to its definition.`,
      foundAt(
        merged.copies[0]?.cluster ?? to,
        'Service',
        service,
        'spec.ports',
      ),
    );
  const there = mesh.get(to, 'Service', service);
  if (!there)
    return merged.registry === 'service-entry'
      ? pass('The ServiceEntry names the port.')
      : NOTHING_TO_LOOK_AT;
  const at = foundAt(to, 'Service', service, 'spec.ports');
  return there.ports.some(({ name }) => name === port.name)
    ? pass(`Port ${port.number} is named "${port.name}" everywhere.`, at)
    : fail(
        `Port ${port.number} is named "${port.name}", and the Service in ${to} has no port of that name.`,
        `Name the port "${port.name}" in ${to}.`,
        at,
      );
}

/** 11: the service is exported to the client's namespace. */
export function exported(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { merged, proxy, question } = scope;
  if (!merged) return NOTHING_TO_LOOK_AT;
  const at = foundAt(
    merged.copies[0]?.cluster ?? proxy.view.configCluster,
    merged.registry === 'kubernetes' ? 'Service' : 'ServiceEntry',
    merged.definition,
    merged.registry === 'kubernetes'
      ? 'metadata.annotations["networking.istio.io/exportTo"]'
      : 'spec.exportTo',
  );
  const isExported = mesh
    .ask(exportedServices, {
      controlPlane: proxy.view.key,
      namespace: proxy.namespace,
    })
    .some(
      ({ host, namespace }) =>
        host === scope.host && namespace === question.service.namespace,
    );
  // A route that the client follows brings along where it leads to.
  if (!isExported && scope.visible)
    return pass(`A route leads ${proxy.namespace} to it.`, at);
  return isExported
    ? pass(`It is exported to namespace ${proxy.namespace}.`, at)
    : fail(
        `It is not exported to namespace ${proxy.namespace}.`,
        `Add ${proxy.namespace} to exportTo.`,
        at,
      );
}

/** 12: the client's Sidecar imports the service. */
export function imported(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { merged, visible, proxy } = scope;
  if (!merged || exported(mesh, scope).status === 'fail')
    return NOTHING_TO_LOOK_AT;
  const { view, namespace, labels } = proxy;
  const sidecar = sidecarFor(mesh, view, namespace, labels);
  if (!sidecar) return pass('No Sidecar limits the client.');
  const at = foundAt(view.configCluster, 'Sidecar', sidecar, 'spec.egress');
  return visible
    ? pass(`Sidecar ${sidecar.namespace}/${sidecar.name} imports it.`, at)
    : fail(
        `Sidecar ${sidecar.namespace}/${sidecar.name} does not import ${scope.host}.`,
        `Add ${merged.namespace}/${scope.host} to its egress hosts.`,
        at,
      );
}

/** 13: it does not stay inside its own cluster. */
export function crossesClusters(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, question, merged, registry, endpoints } = scope;
  if (!merged || !registry) return NOTHING_TO_LOOK_AT;
  if (registry.clusterId === proxy.clusterId)
    return pass(`${question.to} is the client's own cluster.`);
  const { view } = proxy;
  if (isClusterLocal(scope.host, mesh.ask(clusterLocalOf, view.key)))
    return fail(
      `The mesh config of the client's istiod keeps ${scope.host} inside of each cluster.`,
      'Except the host from serviceSettings with clusterLocal: false.',
      atMeshConfig(mesh, scope, 'serviceSettings'),
    );
  if (endpoints.length === 0)
    return pass('Nothing keeps it inside of its cluster.');
  const isReached = endpointReach(mesh, proxy, { ...merged, nodeLocal: false });
  return endpoints.some(isReached)
    ? pass('Nothing keeps it inside of its cluster.')
    : fail(
        `The endpoints in ${question.to} are for clients of ${question.to} only.`,
        `Export the service: a ServiceExport in ${question.to}, or the scope GLOBAL.`,
        foundAt(question.to, 'ServiceExport', question.service, 'metadata'),
      );
}

/** 14: its type lets istiod choose endpoints in other clusters. */
export function typeFits(_: Mesh, scope: ReachScope): ReachFinding {
  const { merged, proxy, question, registry, port, visible, clusters } = scope;
  if (!merged) return NOTHING_TO_LOOK_AT;
  const { service, to } = question;
  const own = registry?.clusterId === proxy.clusterId;
  const at = (field: string) =>
    foundAt(merged.copies[0]?.cluster ?? to, 'Service', service, field);
  if (merged.aliasOf !== undefined)
    return fail(
      `It is only another name of ${merged.aliasOf}.`,
      `Ask about ${merged.aliasOf}.`,
      at('spec.externalName'),
    );
  const type =
    port && visible
      ? clusters.get(`outbound|${port.number}||${visible.host}`)?.type
      : undefined;
  if (merged.headless || type === 'ORIGINAL_DST')
    return own
      ? warn(
          'The application chooses the address itself.',
          at('spec.clusterIP'),
        )
      : fail(
          'The application chooses the address itself, and its DNS knows only pods of its own cluster.',
          'Call a Service with a cluster IP.',
          at('spec.clusterIP'),
        );
  if (!merged.nodeLocal) return pass('istiod chooses among all clusters.');
  return own
    ? warn(
        'Only endpoints on the node of the client are used.',
        at('spec.internalTrafficPolicy'),
      )
    : fail(
        'internalTrafficPolicy Local keeps calls on the node of the client.',
        'Set internalTrafficPolicy to Cluster.',
        at('spec.internalTrafficPolicy'),
      );
}

/** 15: there are ready endpoints. */
export function endpointsReady(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { endpoints, question, port, merged } = scope;
  const { service, to } = question;
  if (!merged || !port || !scope.registry) return NOTHING_TO_LOOK_AT;
  if (portsAgree(mesh, scope).status === 'fail') return NOTHING_TO_LOOK_AT;
  if (
    !merged.copies.some(({ cluster }) => cluster === to) &&
    merged.registry === 'kubernetes'
  )
    return NOTHING_TO_LOOK_AT;
  const ready = endpoints.filter(
    ({ health }) => health !== 'unhealthy' && health !== 'terminating',
  );
  const at = foundAt(to, 'Service', service, 'spec.selector');
  return ready.length > 0
    ? pass(`${ready.length} of ${endpoints.length} endpoints are ready.`, at)
    : fail(
        `None of ${endpoints.length} endpoints in ${to} is ready.`,
        `Start pods of ${service.namespace}/${service.name} in ${to}, or see why they are not ready.`,
        at,
      );
}
