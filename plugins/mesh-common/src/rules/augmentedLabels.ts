import { Labels } from '../model/record';
import { localityParts } from './localityGroup';

/** Labels of an endpoint or client as subsets and failover priorities see them. What is known of its place overwrites; the network only fills in. Reference 3.3. */
export function augmentedLabels(
  labels: Labels,
  place: {
    readonly clusterId: string;
    readonly locality: string;
    readonly node: string;
    readonly network: string;
  },
): Labels {
  const [region, zone, subzone] = localityParts(place.locality);
  const all = new Map(labels);
  const known = [
    ['topology.kubernetes.io/region', region],
    ['topology.kubernetes.io/zone', zone],
    ['topology.istio.io/subzone', subzone],
    ['topology.istio.io/cluster', place.clusterId],
    ['kubernetes.io/hostname', place.node],
  ] as const;
  for (const [key, value] of known) if (value !== '') all.set(key, value);
  if (place.network !== '' && !all.get('topology.istio.io/network'))
    all.set('topology.istio.io/network', place.network);
  return all;
}
