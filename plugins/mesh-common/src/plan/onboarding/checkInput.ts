import { namespaceNameProblem } from '../namespaceName';
import { OnboardNamespaceInput, Refusal } from '../plan';
import { QUOTA_TIERS } from '../quotaTiers';
import { isTenantName } from '../tenantName';
import { OnboardingContext } from './context';
import { refusal } from '../refusal';

/** Everything that is wrong with the input alone. */
export function checkInput(
  input: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (subject: string, message: string, cure: string) =>
    refusals.push(
      refusal(context, 'invalid-input', { subject, message, cure }),
    );

  const nameProblem = namespaceNameProblem(input.namespace);
  if (nameProblem) {
    refuse('namespace', nameProblem, 'Write a name such as "shop-staging".');
  }
  if (namespaceNameProblem(input.revision)) {
    refuse(
      'revision',
      'This is not the name of a revision or tag',
      'Write a revision such as "1-29-2", a tag such as "prod", or "default".',
    );
  }
  if (!Object.hasOwn(QUOTA_TIERS, input.quotaTier)) {
    const tiers = Object.keys(QUOTA_TIERS).join(', ');
    refuse('quotaTier', 'There is no such tier', `Choose one of ${tiers}.`);
  }
  if (
    input.dataplane !== undefined &&
    !['sidecar', 'ambient'].includes(input.dataplane)
  ) {
    refuse(
      'dataplane',
      'There is no such mode',
      'Choose "sidecar" or "ambient".',
    );
  }
  if (
    input.podSecurity !== undefined &&
    !['baseline', 'restricted'].includes(input.podSecurity)
  ) {
    refuse(
      'podSecurity',
      'There is no such level, or it is not for teams',
      'Choose "baseline" or "restricted".',
    );
  }
  const unknown = input.calls?.find(
    name => namespaceNameProblem(name) !== undefined,
  );
  if (unknown !== undefined) {
    refuse(
      'calls',
      'What is called is named by namespace, never by pattern',
      'Write the names of the namespaces that the workloads call.',
    );
  }
  if (input.clusters.length === 0) {
    refuse('clusters', 'No cluster is chosen', 'Choose at least one cluster.');
  }
  if (new Set(input.clusters).size < input.clusters.length) {
    refuse(
      'clusters',
      'A cluster is chosen twice',
      'Choose each cluster once.',
    );
  }
  const group = context.tenant?.kubernetesGroup;
  if (!isTenantName(input.tenant) || context.tenant?.name !== input.tenant) {
    refusals.push(
      refusal(context, 'unknown-tenant', {
        subject: 'tenant',
        message: 'The catalog has no such group',
        cure: 'Choose a group of the catalog, by its exact name.',
      }),
    );
  } else if (
    group !== undefined &&
    (group === '' || group.startsWith('system:'))
  ) {
    refusals.push(
      refusal(context, 'unknown-tenant', {
        subject: 'tenant',
        message: `The group's entity names the Kubernetes group "${group}", which belongs to Kubernetes itself`,
        cure: 'Correct the annotation meshwise.io/kubernetes-group of the group in the catalog.',
      }),
    );
  }
  return refusals;
}
