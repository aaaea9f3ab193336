import { DocumentedChange } from './documentedChange';

/** The annotation for traffic distribution may be set on the Namespace. Reference 5.2. */
export const distributionOfNamespace: DocumentedChange = {
  code: 'distribution-of-namespace',
  since: 30,
  source: '5.2',
  what: 'The annotation for traffic distribution may be set on the Namespace.',
};
