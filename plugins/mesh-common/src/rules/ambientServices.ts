import { Rule } from '../model/rule';
import { AmbientCopies, AmbientCopy, ambientCopies } from './ambientCopies';
import { hasAmbient } from './ambientSwitches';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { podsOfCopy, identityOf } from './ambientPods';
import { ownNetwork } from './ownNetwork';
import { MeshService, meshServices } from './meshServices';
import { waypointOfService } from './waypoints';
import { AmbientService } from './workloadApi';

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
    return new Map(
      mesh.ask(ambientCopies, key).map(service => {
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
            ...(definition.service.labels.get(
              'istio.io/ingress-use-waypoint',
            ) === 'true' && { ingressUseWaypoint: true }),
          },
        ] as const;
      }),
    );
  },
};

function addressesOf({ copies }: AmbientCopies): readonly string[] {
  return copies
    .flatMap(({ service, network }) =>
      service.clusterIps.map(address => `${network}/${address}`),
    )
    .sort();
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

const NEAR = ['NETWORK', 'REGION', 'ZONE'];

function preference(
  described: MeshService | undefined,
  { service }: AmbientCopy,
): Pick<AmbientService, 'prefer' | 'mode'> {
  if (service.internalTrafficPolicy === 'Local')
    return { prefer: ['NODE'], mode: 'STRICT' };
  switch (described?.distribution) {
    case 'PreferClose':
    case 'PreferSameZone':
      return { prefer: NEAR, mode: 'FAILOVER' };
    case 'PreferSameNode':
      return { prefer: [...NEAR, 'SUBZONE', 'NODE'], mode: 'FAILOVER' };
    default:
      return {};
  }
}
