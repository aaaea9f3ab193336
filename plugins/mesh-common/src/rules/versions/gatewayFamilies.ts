import { DocumentedChange } from './documentedChange';

/** Gateways of an address family that a client does not speak are left out. Reference 4.3. */
export const gatewayFamilies: DocumentedChange = {
  code: 'gateway-families',
  since: 30,
  source: '4.3',
  what: 'Gateways of an address family that a client does not speak are left out.',
};
