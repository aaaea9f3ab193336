import { Labels } from '../model/record';
import { localityOfNode } from '../model/nodeLocality';
import { NodeRecord } from '../model/records/node';
import { PodRecord } from '../model/records/pod';
import { VersionProfile } from './versionProfile';

/** Whether the newer of the two labels is read (1.29). */
type LocalityProfile = Pick<VersionProfile, 'localityLabel'>;

const NEWEST: LocalityProfile = { localityLabel: true };

/**
 * Locality of a pod as Istio writes it: its own label, else `region/zone/subzone` of its node. The two forms of one place, `eu/a` and
 * `eu/a/`, make two groups of endpoints (reference 3.5).
 */
export function localityOfPod(
  pod: PodRecord,
  node: NodeRecord | undefined,
  profile: LocalityProfile = NEWEST,
): string {
  const label = localityOfLabels(pod.labels, profile);
  if (label !== undefined) return label;
  const { region, zone, subzone } = node ? localityOfNode(node) : NOWHERE;
  const known = region !== '' || zone !== '' || subzone !== '';
  return known ? `${region}/${zone}/${subzone}` : '';
}

/** Locality that a label gives; in labels a dot stands for the slash. */
export function localityOfLabels(
  labels: Labels,
  { localityLabel }: LocalityProfile = NEWEST,
): string | undefined {
  const label =
    (localityLabel && labels.get('topology.istio.io/locality')) ||
    labels.get('istio-locality');
  return label ? label.replaceAll('.', '/') : undefined;
}

/** A locality without trailing empty parts, as it is shown and compared. */
export function localityText(locality: string): string {
  return locality.replace(/\/+$/, '');
}

/** Nothing is known of the place. */
const NOWHERE = { region: '', zone: '', subzone: '' };
