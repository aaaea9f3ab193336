import type { Live } from './preimage';

/** Marks that Argo CD and Flux put on what they keep. */
const ARGO_TRACKING = 'argocd.argoproj.io/tracking-id';
const FLUX_LABELS: readonly (readonly [label: string, name: string])[] = [
  ['kustomize.toolkit.fluxcd.io/name', 'Flux Kustomization'],
  ['helm.toolkit.fluxcd.io/name', 'Flux HelmRelease'],
];

/** Field managers under which they write. */
const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['argocd-controller', 'Argo CD'],
  ['argocd-application-controller', 'Argo CD'],
  ['kustomize-controller', 'Flux'],
  ['helm-controller', 'Flux'],
]);

/**
 * Who keeps an object as a repository says, in words; `undefined` if nobody is known to. What is written to such an object
 * directly is taken back at the next synchronisation.
 */
export function gitOpsOwner(live: Live): string | undefined {
  if (live.code === 'absent') return undefined;
  const { labels = {}, annotations = {} } = live.object.metadata;
  const tracking = annotations[ARGO_TRACKING];
  if (tracking !== undefined) {
    return `Argo CD application ${tracking.split(':')[0]}`;
  }
  for (const [label, name] of FLUX_LABELS) {
    const value = labels[label];
    if (value !== undefined) return `${name} ${value}`;
  }
  return live.owners
    .map(({ manager }) => MANAGERS.get(manager))
    .find(name => name !== undefined);
}
