import { MeshNetwork, MeshSettings } from '../meshConfig';
import { ObjectRecord } from '../record';

/** ConfigMap `istio` or `istio-<revision>` (reference 1.3). @public */
export interface MeshConfigRecord extends ObjectRecord {
  readonly settings: MeshSettings;
  /** Settings that are written in it; all others have the default of Istio. */
  readonly written: ReadonlySet<keyof MeshSettings>;
  readonly networks: readonly MeshNetwork[];
}
