import { DocumentedChange } from './documentedChange';

/** defaultTrafficPolicy of the mesh config lies beneath all DestinationRules. Reference 5.1. */
export const meshTrafficPolicy: DocumentedChange = {
  code: 'mesh-traffic-policy',
  since: 31,
  source: '5.1',
  what: 'defaultTrafficPolicy of the mesh config lies beneath all DestinationRules.',
};
