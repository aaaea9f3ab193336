import { hostsOverlap, hostSubsetOf } from './hosts';
import { MeshVirtualService } from './meshVirtualService';
import { importsOf } from './sidecarImports';

/** VirtualServices that an egress listener of a Sidecar imports: one of their hosts must fit, and must not be excluded. Reference 3.8, point 4. */
export function importedVirtualServices(
  all: readonly MeshVirtualService[],
  hosts: readonly string[],
  ownNamespace: string,
): readonly MeshVirtualService[] {
  const items = importsOf(hosts, ownNamespace);
  return all.filter(({ namespace, hosts: names, semantics }) => {
    const inScope = items.filter(
      item => item.namespace === '*' || item.namespace === namespace,
    );
    const fits = semantics === 'gateway-api' ? hostSubsetOf : hostsOverlap;
    return names.some(
      name =>
        inScope.some(item => !item.excluded && fits(name, item.host)) &&
        !inScope.some(item => item.excluded && hostSubsetOf(name, item.host)),
    );
  });
}
