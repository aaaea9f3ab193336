import { DocumentedChange } from './documentedChange';

/** zoneAwareLbSetting may keep calls in the zone of the client. Reference 5.4. */
export const zoneAware: DocumentedChange = {
  code: 'zone-aware',
  since: 31,
  source: '5.4',
  what: 'zoneAwareLbSetting may keep calls in the zone of the client.',
};
