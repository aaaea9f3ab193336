import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { WouldOwn } from './governedBy';
import { configCluster } from './governedInCluster';
import { wouldOwn } from './injection';

/** Control of the pods of a namespace that say nothing themselves. */
export interface NamespaceControl {
  readonly owner: WouldOwn;
  /** Cluster whose policies that control plane reads; `undefined` without owner, or if the owner runs in no known cluster. */
  readonly configCluster: ClusterName | undefined;
}

/** Which control plane would inject ordinary pods of a namespace, and where it reads its configuration. Reference 2.1, 6.5. */
export const namespaceControl: Rule<
  { readonly cluster: ClusterName; readonly namespace: string },
  NamespaceControl
> = {
  source: '2.1',
  nameOf: ({ cluster, namespace }) => `${cluster}/${namespace}`,
  ask(mesh, { cluster, namespace }) {
    const owner = mesh.ask(wouldOwn, {
      cluster,
      namespace,
      labels: new Map(),
      annotations: new Map(),
      hostNetwork: false,
    });
    const controlPlane =
      owner.code === 'owned' ? owner.controlPlane : undefined;
    return { owner, configCluster: configCluster(mesh, controlPlane) };
  },
};
