import { ServiceEntryRecord } from '../model/records/serviceEntry';

const ALLOCATE = 'networking.istio.io/enable-autoallocate-ip';

/** Addresses that istiod has set aside for a host of a ServiceEntry which has none of its own, and does not refuse them. Reference 3.7. */
export function allocatedAddresses(
  { addresses, resolution, labels, allocated }: ServiceEntryRecord,
  host: string,
): readonly string[] {
  return addresses.length > 0 ||
    resolution === 'NONE' ||
    labels.get(ALLOCATE)?.toLowerCase() === 'false'
    ? []
    : allocated.get(host) ?? [];
}
