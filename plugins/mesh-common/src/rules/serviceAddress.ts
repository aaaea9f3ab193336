import { MeshService } from './meshServices';

/** Address of a listener that takes every destination. */
export const UNSPECIFIED = '0.0.0.0';

/** Address under which a client of a cluster calls a service: that of its own cluster, else of the first one; unspecified for services without any. Reference 3.1. */
export function serviceAddress(
  { addresses }: MeshService,
  clusterId: string,
): string {
  const own = addresses.get(clusterId) ?? [...addresses.values()][0];
  return own?.[0] ?? UNSPECIFIED;
}
