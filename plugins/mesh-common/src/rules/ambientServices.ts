import { Mesh } from '../model/mesh';
import { parseBool } from '../model/parseBool';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { AmbientCopies, AmbientCopy, ambientCopies } from './ambientCopies';
import {
  addressesOfEntry,
  ambientEntries,
  AmbientEntry,
  portsOfEntry,
} from './ambientEntries';
import { hasAmbient } from './ambientSwitches';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { podsOfCopy, identityOf } from './ambientPods';
import { TrafficDistribution } from './localitySetting';
import { ownNetwork } from './ownNetwork';
import { MeshService, meshServices } from './meshServices';
import { waypointOfService } from './waypoints';
import { AmbientService } from './workloadApi';

const AT_INGRESS = 'istio.io/ingress-use-waypoint';

/** The services that ztunnel is given, by `namespace/host`. Reference 4.7. */
export const ambientServices: Rule<
  ControlPlaneKey,
  ReadonlyMap<string, AmbientService>
> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view || !hasAmbient(view)) return new Map();
    const home = mesh.ask(ownNetwork, key);
    const merged = mesh.ask(meshServices, key).byHost;
    const entries = mesh
      .ask(ambientEntries, key)
      .map(found => ofEntry(mesh, view, home, found));
    return new Map<string, AmbientService>([
      ...mesh.ask(ambientCopies, key).map(service => {
        const { namespace, host, copies } = service;
        const [definition] = copies;
        const waypoint = waypointOfService(mesh, view, definition);
        const sans = new Set(
          copies
            .filter(({ network }) => network !== home)
            .flatMap(copy =>
              podsOfCopy(mesh, copy).map(pod => identityOf(view, pod)),
            ),
        );
        const described = merged
          .get(host)
          ?.find(candidate => candidate.namespace === namespace);
        return [
          `${namespace}/${host}`,
          {
            addresses: addressesOf(service),
            ports: portsOf(definition),
            ...(waypoint !== undefined && { waypoint }),
            ...preference(described, definition),
            ...(definition.service.publishNotReadyAddresses && {
              healthPolicy: 'ALLOW_ALL' as const,
            }),
            ...(sans.size > 0 && { sans: [...sans].sort() }),
            canonical: true,
            ...(waypoint !== undefined &&
              usesItAtIngress(mesh, definition) && {
                ingressUseWaypoint: true,
              }),
          },
        ] as const;
      }),
      ...entries,
    ]);
  },
};

function ofEntry(
  mesh: Mesh,
  view: ControlPlaneView,
  home: string,
  found: AmbientEntry,
): readonly [name: string, service: AmbientService] {
  const { host, entry, distribution, canonical, namespaceOnly } = found;
  const definition = { cluster: view.configCluster, service: entry };
  const named = waypointOfService(mesh, view, definition);
  // What keeps to its namespace goes through no waypoint of another one.
  const isNear = !namespaceOnly || named?.startsWith(`${entry.namespace}/`);
  const waypoint = isNear ? named : undefined;
  const sans = [...entry.subjectAltNames].sort();
  return [
    `${entry.namespace}/${host}`,
    {
      addresses: addressesOfEntry(found)
        .map(address => `${home}/${address}`)
        .sort(),
      ports: portsOfEntry(entry),
      ...(waypoint !== undefined && { waypoint }),
      ...(entry.resolution === 'NONE'
        ? { mode: 'PASSTHROUGH', healthPolicy: 'ALLOW_ALL' }
        : nearness(distribution)),
      ...(sans.length > 0 && { sans }),
      ...(canonical && { canonical }),
      ...(namespaceOnly && { namespaceOnly }),
      ...(waypoint !== undefined &&
        usesItAtIngress(mesh, definition) && { ingressUseWaypoint: true }),
    },
  ];
}

/** Whether ingress gateways send the requests through the waypoint as well: the Service says so, else its namespace. */
function usesItAtIngress(
  mesh: Mesh,
  {
    cluster,
    service: { labels, namespace },
  }: {
    readonly cluster: ClusterName;
    readonly service: Pick<ServiceRecord, 'namespace' | 'labels'>;
  },
): boolean {
  const label = labels.has(AT_INGRESS)
    ? labels.get(AT_INGRESS)
    : mesh
        .get(cluster, 'Namespace', { namespace: '', name: namespace })
        ?.labels.get(AT_INGRESS);
  return parseBool(label) ?? false;
}

function addressesOf({ copies }: AmbientCopies): readonly string[] {
  const addresses = copies.flatMap(({ service, network }) =>
    service.clusterIps.map(address => `${network}/${address}`),
  );
  return [...new Set(addresses)].sort();
}

/** Ports of a copy as `service port>target port`. */
export function portsOf({ service }: AmbientCopy): readonly string[] {
  return service.ports
    .map(
      ({ number, targetPort }) =>
        `${number}>${
          typeof targetPort === 'string' ? 0 : targetPort ?? number
        }`,
    )
    .sort();
}

/** Ports of a copy as one of its pods has them: a name means the port that a container gives it, and one without is left out. */
export function portsOfPod(
  { service }: AmbientCopy,
  { containerPorts }: PodRecord,
): readonly string[] {
  return service.ports
    .flatMap(({ number, targetPort }) => {
      const target =
        typeof targetPort === 'string'
          ? containerPorts.find(({ name }) => name === targetPort)?.number
          : targetPort ?? number;
      return target === undefined ? [] : [`${number}>${target}`];
    })
    .sort();
}

const NEAR = ['NETWORK', 'REGION', 'ZONE'];

function preference(
  described: MeshService | undefined,
  { service }: AmbientCopy,
): Pick<AmbientService, 'prefer' | 'mode'> {
  if (service.internalTrafficPolicy === 'Local')
    return { prefer: ['NODE'], mode: 'STRICT' };
  return nearness(described?.distribution);
}

function nearness(
  distribution: TrafficDistribution | undefined,
): Pick<AmbientService, 'prefer' | 'mode'> {
  switch (distribution) {
    case 'PreferClose':
    case 'PreferSameZone':
      return { prefer: NEAR, mode: 'FAILOVER' };
    case 'PreferSameNode':
      return { prefer: [...NEAR, 'SUBZONE', 'NODE'], mode: 'FAILOVER' };
    default:
      return {};
  }
}
