import { OnboardNamespaceInput, Refusal } from '../plan';
import { OnboardingContext } from './context';
import { refusal } from '../refusal';

/** Targets that do not exist for the requester, or that nothing can be written to. */
export function checkClusters(
  { clusters }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  return [...new Set(clusters)].flatMap(cluster => {
    const known = context.clusters.get(cluster);
    if (!known || !context.sees(cluster)) {
      return refusal(context, 'unknown-cluster', {
        subject: `cluster ${cluster}`,
        message: `There is no cluster "${cluster}"`,
        cure: 'Choose clusters from the list.',
      });
    }
    if (known.writable) return [];
    return refusal(context, 'cluster-not-writable', {
      subject: `cluster ${cluster}`,
      message: `Meshwise has no credential to write to "${cluster}"`,
      cure: 'Leave the cluster out, or ask the platform team to add it to mesh.writers.',
    });
  });
}
