import { DocumentedChange } from './documentedChange';

/** The mesh config of a watched cluster tells the trust domain of its servers. Reference 1.3. */
export const remoteTrustDomains: DocumentedChange = {
  code: 'remote-trust-domains',
  since: 29,
  source: '1.3',
  what: 'The mesh config of a watched cluster tells the trust domain of its servers.',
};
