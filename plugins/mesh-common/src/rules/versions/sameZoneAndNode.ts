import { DocumentedChange } from './documentedChange';

/** trafficDistribution knows PreferSameZone and PreferSameNode. Reference 5.2. */
export const sameZoneAndNode: DocumentedChange = {
  code: 'same-zone-and-node',
  since: 27,
  source: '5.2',
  what: 'trafficDistribution knows PreferSameZone and PreferSameNode.',
};
