import { NodeRecord } from './records/node';

/** Region, zone and subzone; `''` where unknown. Empty parts compare equal to each other (reference 3.5). */
export interface Locality {
  readonly region: string;
  readonly zone: string;
  readonly subzone: string;
}

/** Locality of a node. */
export function localityOfNode({ labels }: NodeRecord): Locality {
  return {
    region:
      labels.get('topology.kubernetes.io/region') ??
      labels.get('failure-domain.beta.kubernetes.io/region') ??
      '',
    zone:
      labels.get('topology.kubernetes.io/zone') ??
      labels.get('failure-domain.beta.kubernetes.io/zone') ??
      '',
    subzone: labels.get('topology.istio.io/subzone') ?? '',
  };
}
