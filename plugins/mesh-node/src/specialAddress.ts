import ipaddr from 'ipaddr.js';

/** What an address is for, where it is not for a server on a network. @public */
export type AddressPurpose =
  | 'loopback'
  | 'link-local'
  | 'cloud metadata'
  | 'multicast'
  | 'unspecified';

/** Where clouds tell a machine its credentials. The address `169.254.169.254` of most of them is link-local, too. */
const METADATA: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
]);

/** Ranges as `ipaddr.js` calls them. */
const PURPOSES: ReadonlyMap<string, AddressPurpose> = new Map([
  ['loopback', 'loopback'],
  ['linkLocal', 'link-local'],
  ['unspecified', 'unspecified'],
  ['multicast', 'multicast'],
  ['broadcast', 'multicast'],
]);

/**
 * The purpose of an IP address at which no API server can be expected; `undefined` for any other, private ones included, and
 * for what is no IP address. IPv4 addresses within IPv6 ones are seen through.
 *
 * @public
 */
export function specialAddress(address: string): AddressPurpose | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  return METADATA.has(parsed.toString())
    ? 'cloud metadata'
    : PURPOSES.get(parsed.range());
}
