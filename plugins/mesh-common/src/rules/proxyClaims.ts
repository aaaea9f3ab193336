import { ClusterName } from '../model/refs';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { versionOfImage } from './version';
import { systemNamespaces } from './systemNamespaces';

/** Revision of the istiod that rendered a pod's sidecar: a real revision, never a tag. `undefined` without sidecar. Reference 2.4. */
export function proxyRevision(pod: PodRecord): string | undefined {
  const revision = pod.injectedRevision ?? pod.annotations.get('istio.io/rev');
  if (revision) return revision;
  const injected =
    pod.annotations.has('sidecar.istio.io/status') ||
    pod.proxy?.args[1] === 'router';
  return pod.proxy && injected ? 'default' : undefined;
}

/** Version of a pod's proxy, from its image. */
export function proxyVersion(pod: PodRecord): string | undefined {
  return pod.proxy && versionOfImage(pod.proxy.image);
}

/** Address of the istiod that a pod's proxy connects to, e.g. `istiod-r1.istio-system.svc:15012`. Reference 2.4. */
export function discoveryAddress({ proxy }: PodRecord): string | undefined {
  return proxy?.discoveryAddress ?? (proxy?.env.get('CA_ADDR') || undefined);
}

/** Service that a discovery address names; `undefined` for addresses of other forms. */
export function discoveryService(
  address: string | undefined,
): { readonly namespace: string; readonly name: string } | undefined {
  const [, name, namespace] =
    /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:[.:]|$)/.exec(address ?? '') ?? [];
  return name && namespace ? { namespace, name } : undefined;
}

/** System namespace of the control plane that a pod's proxy connects to; without a proxy, the first of its cluster. Reference 1.4, 2.4. */
export const systemNamespaceOf: Rule<
  { readonly cluster: ClusterName; readonly pod: PodRecord },
  string
> = {
  source: '2.4',
  ask(mesh, { cluster, pod }) {
    return (
      discoveryService(discoveryAddress(pod))?.namespace ??
      mesh.ask(systemNamespaces, cluster)[0] ??
      'istio-system'
    );
  },
};
