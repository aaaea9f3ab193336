import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { PODS_BY_LABEL } from './indexes';

/** Pods of a namespace that a map of labels selects; an empty map selects none. */
export function selectedPods(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
  selector: Labels,
): readonly PodRecord[] {
  const [first] = selector;
  if (!first) return [];
  const [label, value] = first;
  return mesh
    .find(cluster, 'Pod', {
      index: PODS_BY_LABEL,
      key: `${label}=${value}`,
      namespace,
    })
    .filter(pod => containsLabels(pod.labels, selector));
}
