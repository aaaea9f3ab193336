import { DocumentedChange } from './documentedChange';

/** A client whose network is not known is sent through gateways too. Reference 4.3. */
export const gatewaysWithoutNetwork: DocumentedChange = {
  code: 'gateways-without-network',
  since: 30,
  source: '4.3',
  what: 'A client whose network is not known is sent through gateways too.',
};
