import { DocumentedChange } from './documentedChange';

/** PreferClose compares the subzone as well; only until 1.26. Reference 5.2. */
export const closeMeansSubzone: DocumentedChange = {
  code: 'close-means-subzone',
  since: 24,
  until: 26,
  source: '5.2',
  what: 'PreferClose compares the subzone as well.',
};
