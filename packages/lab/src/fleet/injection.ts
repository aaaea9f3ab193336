import { StringMap } from '../kubernetesObject';
import { selects } from './labelSelector';
import { MutatingWebhookConfiguration, PodTemplate } from './manifests';

/** A webhook that would be called for a pod. */
export interface InjectorClaim {
  /** Revision behind the webhook; never a tag. */
  readonly revision: string;
  /** Path or URL the webhook calls; may name the cluster and network, as in `/inject/cluster/c1/net/n1`. */
  readonly target: string;
}

/**
 * Which injector is called for a pod, found as the API server finds it: by the selectors of the webhooks. When several are called,
 * the last one by name counts, because each renders the pod anew.
 */
export function claimOf(
  namespace: { readonly name: string; readonly labels: StringMap },
  pod: PodTemplate,
  configurations: readonly MutatingWebhookConfiguration[],
): InjectorClaim | undefined {
  const namespaceLabels: StringMap = {
    ...namespace.labels,
    'kubernetes.io/metadata.name': namespace.name,
  };
  const podLabels = pod.metadata?.labels ?? {};
  return [...configurations]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap(configuration =>
      (configuration.webhooks ?? [])
        .filter(
          webhook =>
            webhook.name.endsWith('sidecar-injector.istio.io') &&
            selects(webhook.namespaceSelector, namespaceLabels) &&
            selects(webhook.objectSelector, podLabels),
        )
        .map(({ clientConfig }) => ({
          revision:
            configuration.metadata.labels?.['istio.io/rev'] ?? 'default',
          target: clientConfig.url ?? clientConfig.service?.path ?? '',
        })),
    )
    .at(-1);
}

/** Whether an injector that was called injects the pod, or leaves it as it is. */
export function accepts(
  pod: PodTemplate,
  policy: 'enabled' | 'disabled',
): boolean {
  if (pod.spec.hostNetwork) {
    return false;
  }
  const key = 'sidecar.istio.io/inject';
  const wish = pod.metadata?.labels?.[key] ?? pod.metadata?.annotations?.[key];
  return wish === 'true' || (wish !== 'false' && policy === 'enabled');
}
