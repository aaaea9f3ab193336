import { ObjectRecord } from '../record';

/** A Namespace (reference 2.1, 2.5). @public */
export interface NamespaceRecord extends ObjectRecord {
  readonly phase: 'Active' | 'Terminating';
}
