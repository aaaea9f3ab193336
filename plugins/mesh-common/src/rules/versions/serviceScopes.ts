import { DocumentedChange } from './documentedChange';

/** serviceScopeConfigs decide which services ambient clients may use across clusters. Reference 4.7. */
export const serviceScopes: DocumentedChange = {
  code: 'service-scopes',
  since: 27,
  source: '4.7',
  what: 'serviceScopeConfigs decide which services ambient clients may use across clusters.',
};
