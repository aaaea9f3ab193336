import { compareText } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { namespaceControl } from './namespaceControl';
import { proxyRevision, proxyVersion } from './proxyClaims';
import { controlPlaneOfProxy } from './proxyFlows';
import { servingViews } from './servingViews';

/** Proxies of one control plane in one cluster, counted on the pods that run. @public */
export interface ObservedProxies {
  readonly all: number;
  readonly ready: number;
  /** Namespaces in which they run. */
  readonly namespaces: number;
  readonly versions: readonly {
    /** `undefined` where the image does not tell. */
    readonly version: string | undefined;
    readonly proxies: number;
  }[];
  /** Namespaces whose pods belong to another control plane as soon as they are created again. */
  readonly pending: readonly {
    readonly namespace: string;
    readonly pods: number;
  }[];
}

/** Proxies of a cluster by the name of their control plane; under `''` those whose control plane is not known. Reference 2.4, 10.2. */
export const proxiesInCluster: Rule<
  ClusterName,
  ReadonlyMap<string, ObservedProxies>
> = {
  source: '2.4',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const views = mesh.ask(servingViews, cluster);
    const pods = new Map<string, PodRecord[]>();
    for (const pod of mesh.list(cluster, 'Pod')) {
      if (!pod.proxy || pod.proxy.args[1] === 'ztunnel') continue;
      const name = controlPlaneOfProxy(pod, views);
      const known = pods.get(name);
      if (known) known.push(pod);
      else pods.set(name, [pod]);
    }
    const isPending = (pod: PodRecord) => {
      if (pod.proxy?.args[1] !== 'sidecar') return false;
      const { namespace } = pod;
      const { owner } = mesh.ask(namespaceControl, { cluster, namespace });
      return (
        owner.code === 'owned' &&
        owner.controlPlane.revision !== proxyRevision(pod)
      );
    };
    return new Map(
      [...pods].map(([name, found]) => [
        name,
        {
          all: found.length,
          ready: found.filter(({ ready }) => ready).length,
          namespaces: new Set(found.map(({ namespace }) => namespace)).size,
          versions: counted(found, proxyVersion).map(([version, proxies]) => ({
            version,
            proxies,
          })),
          pending: counted(
            found.filter(isPending),
            ({ namespace }) => namespace,
          ).map(([namespace, count]) => ({ namespace, pods: count })),
        },
      ]),
    );
  },
};

/** How often each value occurs, in order of values. */
function counted<V extends string | undefined>(
  pods: readonly PodRecord[],
  valueOf: (pod: PodRecord) => V,
): readonly (readonly [V, number])[] {
  const counts = new Map<V, number>();
  for (const pod of pods) {
    const value = valueOf(pod);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => compareText(a ?? '', b ?? ''));
}
