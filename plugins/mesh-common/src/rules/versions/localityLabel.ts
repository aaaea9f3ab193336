import { DocumentedChange } from './documentedChange';

/** The pod label topology.istio.io/locality overrides the place of the node. Reference 3.5. */
export const localityLabel: DocumentedChange = {
  code: 'locality-label',
  since: 29,
  source: '3.5',
  what: 'The pod label topology.istio.io/locality overrides the place of the node.',
};
