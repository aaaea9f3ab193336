import { ClusterName } from '../model/refs';
import { localityParts } from './localityGroup';

/** Part of a fleet that does not answer any more while istiod still lists it. Reference 5.7, D2, D4, D5. @public */
export type DeadPart =
  | { readonly code: 'cluster'; readonly cluster: ClusterName }
  /** `region`, `region/zone` or `region/zone/subzone`, in every cluster. */
  | { readonly code: 'locality'; readonly locality: string }
  /** The gateways through which other networks enter a cluster. */
  | { readonly code: 'gateways'; readonly cluster: ClusterName };

/** Where something is that may lie in a dead part. */
export interface Place {
  /** `undefined`: not known. */
  readonly cluster: ClusterName | undefined;
  readonly locality: string;
  /** It stands for endpoints of another network; its own locality is not known. */
  readonly gateway: boolean;
}

/** Whether a place lies in a part that is dead. Reference 5.7. */
export function isDead(place: Place, dead: readonly DeadPart[]): boolean {
  return dead.some(part => {
    switch (part.code) {
      case 'cluster':
        return place.cluster === part.cluster;
      case 'gateways':
        return place.gateway && place.cluster === part.cluster;
      default:
        return !place.gateway && liesIn(place.locality, part.locality);
    }
  });
}

/** Whether a locality lies in another; what is not known of it lies in none. */
export function liesIn(locality: string, wanted: string): boolean {
  const actual = localityParts(locality);
  return wanted
    .split('/')
    .every((part, i) => part === '' || part === actual[i]);
}
