import { Mesh } from '../model/mesh';
import { compareText } from '../model/record';
import { Rule } from '../model/rule';
import { controlPlanes } from './controlPlanes';
import { ControlPlaneView } from './controlPlaneView';
import { WouldOwn } from './governedBy';
import { wouldOwn } from './injection';
import { NamespaceRef, namespaceRefName } from './namespaces';
import { proxyRevision, proxyVersion } from './proxyClaims';
import { servingViews } from './servingViews';
import { viewOfProxy } from './viewOfProxy';
import { templateOf } from './workloads';

/** Pods of a namespace that are alike: what runs in them, and what would. */
export interface SidecarGroup {
  /** `undefined` without sidecar. */
  readonly revision: string | undefined;
  readonly proxyVersion: string | undefined;
  /** Version of the control plane that the proxy belongs to. */
  readonly controlPlaneVersion: string | undefined;
  /** Created again, they would get another control plane, or gain or lose their sidecar. */
  readonly pendingRestart: boolean;
  readonly pods: readonly string[];
}

/** Istiod writes the pods of a Gateway whole, so no webhook decides about them. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** What runs beside the pods of a namespace, and what would now. Reference 2.4. */
export const sidecarGroups: Rule<NamespaceRef, readonly SidecarGroup[]> = {
  source: '2.4',
  nameOf: namespaceRefName,
  ask(mesh, { cluster, namespace }) {
    const pods = mesh
      .list(cluster, 'Pod', namespace)
      .filter(
        ({ phase, labels }) =>
          phase !== 'Failed' &&
          phase !== 'Succeeded' &&
          !labels.has(GATEWAY_NAME),
      );
    const views = mesh.ask(servingViews, cluster);
    const versions = versionsOf(mesh, views);
    const groups = new Map<string, SidecarGroup & { pods: string[] }>();
    for (const pod of pods) {
      const owner = mesh.ask(wouldOwn, templateOf(cluster, pod));
      const revision = proxyRevision(pod);
      const view = viewOfProxy(pod, views);
      const found = {
        revision,
        proxyVersion: proxyVersion(pod),
        controlPlaneVersion: view && versions.get(view),
        pendingRestart: isPending(revision, owner),
      };
      const name = Object.values(found).join('\n');
      const group = groups.get(name) ?? { ...found, pods: [] };
      group.pods.push(pod.name);
      groups.set(name, group);
    }
    return [...groups.keys()]
      .sort(compareText)
      .flatMap(name => groups.get(name) ?? []);
  },
};

/** Versions of control planes, as their image or their operator tells. */
function versionsOf(
  mesh: Mesh,
  views: readonly ControlPlaneView[],
): ReadonlyMap<ControlPlaneView, string | undefined> {
  return new Map(
    views.map(view => [
      view,
      mesh
        .ask(controlPlanes, view.key.cluster)
        .find(
          ({ namespace, revision }) =>
            namespace === view.namespace && revision === view.revision,
        )?.version,
    ]),
  );
}

function isPending(revision: string | undefined, owner: WouldOwn): boolean {
  switch (owner.code) {
    case 'owned':
      return revision !== owner.controlPlane.revision;
    case 'not-injected':
    case 'dangling-revision':
    case 'ambient':
      return revision !== undefined;
    default:
      return false;
  }
}
