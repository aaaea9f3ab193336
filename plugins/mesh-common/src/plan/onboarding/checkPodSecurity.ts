import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { POD_SECURITY_LABEL } from '../manifests/namespace';
import { OnboardNamespaceInput, Refusal } from '../plan';
import { clusterList, refusal } from '../refusal';
import { OnboardingContext } from './context';

const LEVELS: readonly (string | undefined)[] = [
  'privileged',
  undefined,
  'baseline',
  'restricted',
];

/** A namespace that exists may become stricter, never laxer (T05). */
export function checkPodSecurity(
  snapshot: Snapshot,
  { namespace, clusters, podSecurity }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  if (podSecurity === undefined) return [];
  const stricter = clusters.filter(cluster => {
    const level = podSecurityOf(snapshot, cluster, namespace);
    return LEVELS.indexOf(level) > LEVELS.indexOf(podSecurity);
  });
  if (stricter.length === 0) return [];
  const text = {
    subject: 'podSecurity',
    message: `The namespace is stricter already (${clusterList(
      context,
      stricter,
    )})`,
    cure: 'Choose the level that it has, or leave it out.',
  };
  return [refusal(context, 'invalid-input', text)];
}

/** Level that a namespace has in a cluster; `undefined` if it has none of its own. */
export function podSecurityOf(
  snapshot: Snapshot,
  cluster: ClusterName,
  namespace: string,
): string | undefined {
  return snapshot
    .view(cluster, 'Namespace')
    ?.table.get({ namespace: '', name: namespace })
    ?.labels.get(POD_SECURITY_LABEL);
}
