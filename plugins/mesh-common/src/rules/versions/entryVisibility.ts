import { DocumentedChange } from './documentedChange';

/** serviceEntryVisibility may keep a ServiceEntry to its namespace, or from everybody. Reference 3.7. */
export const entryVisibility: DocumentedChange = {
  code: 'entry-visibility',
  since: 31,
  source: '3.7',
  what: 'serviceEntryVisibility may keep a ServiceEntry to its namespace, or from everybody.',
};
