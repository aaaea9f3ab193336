import { mostSpecificHost } from './hosts';
import { MeshVirtualService } from './meshVirtualService';

/** The VirtualService whose host is the most specific for each service; of several for the same host, the first. Reference 6.3. */
export function mostSpecificVirtualServices(
  virtualServices: readonly MeshVirtualService[],
  serviceHosts: readonly string[],
): ReadonlyMap<string, MeshVirtualService> {
  const byHost = new Map<string, MeshVirtualService>();
  for (const virtualService of virtualServices)
    for (const host of virtualService.hosts)
      if (!byHost.has(host)) byHost.set(host, virtualService);
  const result = new Map<string, MeshVirtualService>();
  for (const host of serviceHosts) {
    const best = mostSpecificHost(host, byHost.keys());
    const found = best === undefined ? undefined : byHost.get(best);
    if (found) result.set(host, found);
  }
  return result;
}
