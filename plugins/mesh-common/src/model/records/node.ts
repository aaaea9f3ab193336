import { ObjectRecord } from '../record';

/** A Node: locality by labels, addresses for gateways of type NodePort (reference 3.5, 4.1). @public */
export interface NodeRecord extends ObjectRecord {
  readonly externalAddresses: readonly string[];
  readonly podCidrs: readonly string[];
  readonly ready: boolean;
}
