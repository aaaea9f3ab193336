import { DocumentedChange } from './documentedChange';

/** A Service may ask for near endpoints by trafficDistribution. Reference 5.2. */
export const trafficDistribution: DocumentedChange = {
  code: 'traffic-distribution',
  since: 24,
  source: '5.2',
  what: 'A Service may ask for near endpoints by trafficDistribution.',
};
