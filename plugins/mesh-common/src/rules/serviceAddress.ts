import { parseBool } from '../model/parseBool';
import { allocatedAddresses } from './allocatedAddresses';
import { isOn } from './controlPlaneView';
import { MeshService } from './meshServices';
import { Proxy } from './proxyOf';

/** Address of a listener that takes every destination. */
export const UNSPECIFIED = '0.0.0.0';

/**
 * Address under which a proxy calls a service: that of its own cluster, else of the first one, else one that istiod has set aside; unspecified for services
 * without any. Reference 3.1, 3.7.
 */
export function serviceAddress(service: MeshService, proxy: Proxy): string {
  const { addresses } = service;
  const own = addresses.get(proxy.clusterId) ?? [...addresses.values()][0];
  return own?.[0] ?? allocatedAddress(service, proxy) ?? UNSPECIFIED;
}

/** Proxies that answer DNS themselves tell the application an address that was set aside. */
function allocatedAddress(
  { entry, host }: MeshService,
  { pod, view, addressFamilies }: Proxy,
): string | undefined {
  if (!entry || !view) return undefined;
  const isSet = (name: string) => parseBool(pod.proxy?.env.get(name)) === true;
  const allocates =
    isSet('ISTIO_META_DNS_AUTO_ALLOCATE') ||
    isOn(view, 'PILOT_ENABLE_IP_AUTOALLOCATE', true);
  if (!allocates || !isSet('ISTIO_META_DNS_CAPTURE')) return undefined;
  const found = allocatedAddresses(entry, host);
  return (
    (addressFamilies.ipv4 && found.find(address => !address.includes(':'))) ||
    (addressFamilies.ipv6 && found.find(address => address.includes(':'))) ||
    undefined
  );
}
