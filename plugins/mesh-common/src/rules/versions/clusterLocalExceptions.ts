import { DocumentedChange } from './documentedChange';

/** Entries of serviceSettings with clusterLocal: false make exceptions inside wider patterns. Reference 3.8. */
export const clusterLocalExceptions: DocumentedChange = {
  code: 'cluster-local-exceptions',
  since: 22,
  source: '3.8',
  what: 'Entries of serviceSettings with clusterLocal: false make exceptions inside wider patterns.',
};
