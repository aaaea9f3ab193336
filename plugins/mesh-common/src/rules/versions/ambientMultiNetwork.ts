import { DocumentedChange } from './documentedChange';

/** Ambient clients may be told of other clusters by AMBIENT_ENABLE_MULTI_NETWORK. Reference 4.7. */
export const ambientMultiNetwork: DocumentedChange = {
  code: 'ambient-multi-network',
  since: 25,
  source: '4.7',
  what: 'Ambient clients may be told of other clusters by AMBIENT_ENABLE_MULTI_NETWORK.',
};
