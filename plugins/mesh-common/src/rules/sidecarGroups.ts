import { Mesh } from '../model/mesh';
import { compareText, Labels } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { controlPlanes } from './controlPlanes';
import { ControlPlaneView } from './controlPlaneView';
import { WouldOwn } from './governedBy';
import { PodTemplate, wouldOwn } from './injection';
import { NamespaceRef, namespaceRefName } from './namespaces';
import { proxyRevision, proxyVersion } from './proxyClaims';
import { servingViews } from './servingViews';
import { viewOfProxy } from './viewOfProxy';

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

/** Labels that decide about injection beside those that webhooks select by. */
const DECISIVE = [
  'sidecar.istio.io/inject',
  'istio.io/rev',
  'istio.io/dataplane-mode',
];

const DECISIVE_ANNOTATIONS: ReadonlySet<string> = new Set([
  'sidecar.istio.io/inject',
]);

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
    const keys = new Set([...DECISIVE, ...mesh.ask(selectedKeys, cluster)]);
    const views = mesh.ask(servingViews, cluster);
    const versions = versionsOf(mesh, views);
    const owners = new Map<string, WouldOwn>();
    const groups = new Map<string, SidecarGroup & { pods: string[] }>();
    for (const pod of pods) {
      const template = templateOf(cluster, pod, keys);
      const kind = templateName(template);
      const owner = owners.get(kind) ?? mesh.ask(wouldOwn, template);
      owners.set(kind, owner);
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

/** What the webhooks would look at, were the pod created again. Labels that nobody selects by are left out, so that most pods of a namespace are one question. */
function templateOf(
  cluster: ClusterName,
  pod: PodRecord,
  keys: ReadonlySet<string>,
): PodTemplate {
  const { namespace, hostNetwork } = pod;
  return {
    cluster,
    namespace,
    labels: only(pod.labels, keys),
    annotations: only(pod.annotations, DECISIVE_ANNOTATIONS),
    hostNetwork,
  };
}

function templateName({
  labels,
  annotations,
  hostNetwork,
}: PodTemplate): string {
  return [...labels, ...annotations, hostNetwork].join('\n');
}

/** Keys of pod labels by which some webhook of a cluster selects. */
const selectedKeys: Rule<ClusterName, readonly string[]> = {
  source: '2.1',
  nameOf: cluster => cluster,
  ask: (mesh, cluster) => [
    ...new Set(
      mesh
        .list(cluster, 'MutatingWebhookConfiguration')
        .flatMap(({ webhooks }) =>
          webhooks.flatMap(({ objectSelector }) =>
            objectSelector.map(({ key }) => key),
          ),
        ),
    ),
  ],
};

function only(labels: Labels, keys: ReadonlySet<string>): Labels {
  return new Map([...labels].filter(([key]) => keys.has(key)).sort());
}

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
