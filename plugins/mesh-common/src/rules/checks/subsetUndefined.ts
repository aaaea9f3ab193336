import { NO_LABELS, RecordKey, recordKey } from '../../model/record';
import { Mesh } from '../../model/mesh';
import { RouteDestination } from '../../model/records/virtualService';
import { callerNamespaces } from '../callerNamespaces';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { ControlPlaneView } from '../controlPlaneView';
import { destinationRules } from '../destinationRules';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { isSeen } from '../isSeen';
import { meshServices } from '../meshServices';
import { MESH_GATEWAY, MeshVirtualService } from '../meshVirtualService';
import { virtualServicesFor } from '../virtualServicesFor';
import { virtualServices } from '../virtualServices';

/** Routes to a subset that no DestinationRule defines for their callers: the share stays, and its calls fail. Reference 6.4. */
export const subsetUndefined = defineCheck<RecordKey>({
  code: 'subset-undefined',
  source: '6.4',
  subjects: mesh => configKeys(mesh, 'VirtualService'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'VirtualService', key).flatMap(
      ({ cluster, views }): readonly FindingDraft[] => {
        const missing = views.flatMap(view => missingFor(mesh, view, key));
        if (missing.length === 0) return [];
        mesh.because(
          { cluster, kind: 'VirtualService', ...key },
          'spec route.destination.subset',
          missing.map(({ subset }) => subset).join(),
        );
        return [
          {
            severity: 'error',
            subject: findingSubject('VirtualService', key, [cluster]),
            message: `VirtualService ${recordKey(
              key,
            )} in ${cluster} routes to ${listText(
              missing.map(({ subset, host }) => `subset ${subset} of ${host}`),
            )}, which no DestinationRule defines for callers in ${listText(
              missing.map(({ namespace }) => `namespace ${namespace}`),
            )}: these calls get 503.`,
            fix: 'Define the subset in the DestinationRule that these callers use, or remove it from the route.',
          },
        ];
      },
    ),
});

interface Missing {
  readonly host: string;
  readonly subset: string;
  /** Of the callers. */
  readonly namespace: string;
}

function missingFor(
  mesh: Mesh,
  view: ControlPlaneView,
  key: RecordKey,
): readonly Missing[] {
  if (!isSeen(mesh, [view.configCluster], ['DestinationRule'])) return [];
  const { key: controlPlane } = view;
  const route = mesh
    .ask(virtualServices, controlPlane)
    .find(({ namespace, name, semantics }) => {
      return (
        semantics === 'istio' &&
        namespace === key.namespace &&
        name === key.name
      );
    });
  const named = route ? subsetsOf(route) : [];
  if (!route || named.length === 0) return [];
  const catalog = mesh.ask(meshServices, controlPlane).byHost;
  const index = mesh.ask(destinationRules, controlPlane);
  return route.gateways.flatMap(gateway => {
    const role = gateway === MESH_GATEWAY ? 'sidecar' : 'router';
    return mesh
      .ask(callerNamespaces, { controlPlane, role })
      .filter(namespace => isUsed(mesh, view, { route, gateway, namespace }))
      .flatMap(namespace =>
        named.flatMap(({ host, subset }): Missing[] => {
          const [service] = catalog.get(host) ?? [];
          if (!service) return [];
          const rule = index.ruleFor({ namespace, labels: NO_LABELS }, service);
          return rule?.subsets.some(({ name }) => name === subset)
            ? []
            : [{ host, subset, namespace }];
        }),
      );
  });
}

/** Whether callers of a namespace follow a route: it is the first for one of its hosts. */
function isUsed(
  mesh: Mesh,
  { key: controlPlane }: ControlPlaneView,
  at: {
    readonly route: MeshVirtualService;
    readonly gateway: string;
    readonly namespace: string;
  },
): boolean {
  const { route, gateway, namespace } = at;
  const given = mesh.ask(virtualServicesFor, {
    controlPlane,
    namespace,
    gateway,
  });
  // Routes for one host at a gateway are joined; those for sidecars are not.
  if (gateway !== MESH_GATEWAY) return given.includes(route);
  return route.hosts.some(
    host => given.find(({ hosts }) => hosts.includes(host)) === route,
  );
}

function subsetsOf({
  http,
  tls,
  tcp,
}: MeshVirtualService): readonly Pick<RouteDestination, 'host' | 'subset'>[] {
  const called = [...http, ...tls, ...tcp].flatMap(({ route }) =>
    // The weight of a lone destination does not count.
    route.length === 1 ? route : route.filter(({ weight }) => weight > 0),
  );
  const mirrors = http.flatMap(route => route.mirrors);
  const all = [...called, ...mirrors].filter(({ subset }) => subset !== '');
  const distinct = new Map(
    all.map(({ host, subset }) => [`${subset} ${host}`, { host, subset }]),
  );
  return [...distinct.values()];
}
