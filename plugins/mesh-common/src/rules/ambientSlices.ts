import { Mesh } from '../model/mesh';
import { AmbientCopies } from './ambientCopies';
import { isAddress } from './cidr';
import { ControlPlaneView } from './controlPlaneView';
import { isSelected } from './discovery';
import { AmbientItem, AmbientPlace } from './workloadApi';

/** Endpoints of slices that name no pod. Nothing is known of them but addresses and ports: they are called in plain text. Reference 3.3, 4.7. */
export function ambientSlices(
  mesh: Mesh,
  view: ControlPlaneView,
  { registry, network }: AmbientPlace,
  services: readonly AmbientCopies[],
): readonly AmbientItem[] {
  const { cluster, clusterId } = registry;
  return mesh.list(cluster, 'EndpointSlice').flatMap(slice => {
    const { namespace, name, service: owner, addressType } = slice;
    const strangers = slice.endpoints.filter(({ pod }) => pod === undefined);
    if (strangers.length === 0 || addressType === 'FQDN' || owner === '')
      return [];
    if (!isSelected(mesh, view, cluster, namespace)) return [];
    const service = services.find(
      ({ namespace: home, copies }) =>
        home === namespace && copies[0].service.name === owner,
    );
    const copy = service?.copies.find(known => known.clusterId === clusterId);
    if (!service || !copy) return [];
    const ports = slice.ports.flatMap(port => {
      const own = copy.service.ports.find(known => known.name === port.name);
      return own && own.protocol === 'TCP'
        ? [`${own.number}>${port.number}`]
        : [];
    });
    return strangers
      .filter(
        ({ addresses }) => addresses.length > 0 && addresses.every(isAddress),
      )
      .map(
        ({ addresses, ready }): AmbientItem => [
          `${clusterId}/discovery.k8s.io/EndpointSlice/${namespace}/${name}/${addresses[0]}`,
          {
            addresses,
            network,
            cluster: clusterId,
            tunnel: 'NONE',
            health: ready === false ? 'unhealthy' : 'healthy',
            services: new Map([[`${namespace}/${service.host}`, ports.sort()]]),
          },
        ],
      );
  });
}
