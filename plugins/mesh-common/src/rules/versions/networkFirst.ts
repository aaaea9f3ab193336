import { DocumentedChange } from './documentedChange';

/** A leading topology.istio.io/network in failoverPriority ranks other networks last as a whole. Reference 5.3. */
export const networkFirst: DocumentedChange = {
  code: 'network-first',
  since: 31,
  source: '5.3',
  what: 'A leading topology.istio.io/network in failoverPriority ranks other networks last as a whole.',
};
