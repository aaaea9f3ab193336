import { Labels } from '../model/record';
import { Locality, localityOfNode } from '../model/nodeLocality';
import { NodeRecord } from '../model/records/node';
import { PodRecord } from '../model/records/pod';

/** Nothing is known of the place. */
export const NOWHERE: Locality = { region: '', zone: '', subzone: '' };

/** `region/zone/subzone`, trailing empty parts cut. */
export function localityText({ region, zone, subzone }: Locality): string {
  return `${region}/${zone}/${subzone}`.replace(/\/+$/, '');
}

/** Reads `region/zone/subzone`, the form of `spec.locality`. */
export function parseLocality(text: string): Locality {
  const [region = '', zone = '', subzone = ''] = text.split('/');
  return { region, zone, subzone };
}

/** Locality of a pod: its own label, else that of its node (reference 3.5). */
export function localityOfPod(
  pod: PodRecord,
  node: NodeRecord | undefined,
): Locality {
  return (
    localityOfLabels(pod.labels) ?? (node ? localityOfNode(node) : NOWHERE)
  );
}

/** Locality that a label gives; in labels a dot stands for the slash. */
export function localityOfLabels(labels: Labels): Locality | undefined {
  const label =
    labels.get('topology.istio.io/locality') || labels.get('istio-locality');
  return label ? parseLocality(label.replaceAll('.', '/')) : undefined;
}
