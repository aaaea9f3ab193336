import { Mesh } from '../model/mesh';
import { byAge } from '../model/record';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { parseAddress } from './cidr';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';
import { distributionOf } from './distributionOf';
import { entryVisibilityOf } from './entryVisibilityOf';
import { MeshService, Resolution } from './meshServices';
import { portProtocol } from './portProtocol';

const ENTRY_RESOLUTION: {
  readonly [R in ServiceEntryRecord['resolution']]: Resolution;
} = {
  NONE: 'ORIGINAL_DST',
  STATIC: 'EDS',
  DNS: 'STRICT_DNS',
  DNS_ROUND_ROBIN: 'LOGICAL_DNS',
  DYNAMIC_DNS: 'ORIGINAL_DST',
};

/** The services that ServiceEntries define for an istiod: one for each host, those of the oldest first. Reference 3.7. */
export function entryServices(
  mesh: Mesh,
  view: ControlPlaneView,
): readonly MeshService[] {
  return mesh
    .list(view.configCluster, 'ServiceEntry')
    .filter(entry => isRead(mesh, view, entry))
    .sort(byAge)
    .flatMap(entry =>
      entry.hosts.map(host => entryService(mesh, view, entry, host)),
    );
}

function entryService(
  mesh: Mesh,
  view: ControlPlaneView,
  entry: ServiceEntryRecord,
  host: string,
): MeshService {
  return {
    host: host.toLowerCase(),
    namespace: entry.namespace,
    name: entry.name,
    registry: 'service-entry',
    ports: entry.ports.map(port => ({
      name: port.name,
      number: port.number,
      protocol: portProtocol({
        ...port,
        name: port.protocol,
        protocol: port.protocol,
        appProtocol: undefined,
      }),
      targetPort: port.targetPort,
    })),
    resolution: ENTRY_RESOLUTION[entry.resolution],
    headless: false,
    external: entry.location === 'MESH_EXTERNAL',
    nodeLocal: false,
    exportTo: exportOfEntry(mesh, view, entry),
    distribution: distributionOf(mesh, view, view.configCluster, entry),
    labels: entry.labels,
    created: entry.created,
    aliasOf: undefined,
    addresses: new Map([[view.clusterId, entry.addresses.map(alone)]]),
    clusterSet: false,
    definition: entry,
    copies: [],
    clusters: [],
    entry,
  };
}

/** What a ServiceEntry says of itself, as far as mesh config lets it. */
function exportOfEntry(
  mesh: Mesh,
  view: ControlPlaneView,
  { namespace, exportTo }: ServiceEntryRecord,
): readonly string[] {
  const visibility = view.settings.entryVisibility?.applyToSidecars
    ? entryVisibilityOf(mesh, view, namespace)
    : 'PUBLIC';
  if (visibility === 'PUBLIC') return exportTo;
  const said =
    exportTo.length > 0 ? exportTo : view.settings.defaultServiceExportTo;
  const isForItself = ['*', '.', namespace].some(name => said.includes(name));
  return visibility === 'NAMESPACE' && isForItself ? ['.'] : ['~'];
}

/** A block of one address is that address. */
function alone(address: string): string {
  const [base, length] = address.split('/');
  return parseAddress(base)?.bits === Number(length) ? base : address;
}
