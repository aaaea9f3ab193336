import { NamespaceLookUp } from '../model/read';
import { Labels, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { PODS_BY_LABEL } from './indexes';

const NONE: readonly never[] = [];

/** Pods of a namespace that a map of labels selects; an empty map selects none. */
export function selectedPods(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
  selector: Labels,
): readonly PodRecord[] {
  const [first] = selector;
  if (!first) return NONE;
  return matching(
    mesh.find(cluster, 'Pod', lookUpOf(namespace, first)),
    selector,
  );
}

/** The same in each of several clusters, which have a selector each. These mostly begin alike, so that one look-up is enough. */
export function selectedPodsInEach(
  mesh: Mesh,
  clusters: readonly ClusterName[],
  namespace: string,
  selectors: readonly Labels[],
): readonly (readonly PodRecord[])[] {
  const [first] = selectors[0] ?? NO_LABELS;
  if (!first || !selectors.every(selector => beginsWith(selector, first)))
    return clusters.map((cluster, i) =>
      selectedPods(mesh, cluster, namespace, selectors[i]),
    );
  return mesh
    .findInEach(clusters, 'Pod', lookUpOf(namespace, first))
    .map((pods, i) => matching(pods, selectors[i]));
}

function lookUpOf(
  namespace: string,
  [label, value]: readonly [string, string],
): NamespaceLookUp<PodRecord> {
  return { index: PODS_BY_LABEL, namespace, key: `${label}=${value}` };
}

function beginsWith(
  selector: Labels,
  [label, value]: readonly [string, string],
): boolean {
  const [first] = selector;
  return first !== undefined && first[0] === label && first[1] === value;
}

function matching(
  pods: readonly PodRecord[],
  selector: Labels,
): readonly PodRecord[] {
  return pods.length === 0
    ? NONE
    : pods.filter(pod => containsLabels(pod.labels, selector));
}
