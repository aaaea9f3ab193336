import { DocumentedChange } from './documentedChange';

/** Gateways of the Gateway API count as east-west gateways unless switched off. Reference 4.1. */
export const gatewayApiGateways: DocumentedChange = {
  code: 'gateway-api-gateways',
  since: 24,
  source: '4.1',
  what: 'Gateways of the Gateway API count as east-west gateways unless switched off.',
};
