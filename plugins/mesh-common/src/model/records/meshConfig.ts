import { MeshNetwork, MeshSettings } from '../meshConfig';
import { ObjectRecord } from '../record';

/** ConfigMap `istio` or `istio-<revision>` (reference 1.3). @public */
export interface MeshConfigRecord extends ObjectRecord {
  readonly settings: MeshSettings;
  readonly networks: readonly MeshNetwork[];
}
