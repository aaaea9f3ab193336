import { compareText } from '../../model/record';
import { Mesh } from '../../model/mesh';
import { defineCheck } from '../check';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { OwnedPods } from '../governedBy';
import { governedInCluster } from '../governedInCluster';
import { NamespaceRef, namespaceRefName, namespaces } from '../namespaces';
import { minorOf } from '../version';

/** Pods of services that change their control plane, or gain or lose their sidecar, at the next restart; and proxies of another version than their control plane. Reference 2.4. */
export const staleSidecars = defineCheck<NamespaceRef>({
  code: 'stale-sidecars',
  source: '2.4',
  subjects: mesh => mesh.ask(namespaces, undefined),
  nameOf: namespaceRefName,
  find(mesh, at) {
    const owned = ownedPods(mesh, at);
    const pending = owned.filter(({ pendingRestart }) => pendingRestart);
    const outdated = owned.filter(
      group => !group.pendingRestart && isOtherVersion(group),
    );
    return [
      ...(pending.length > 0 ? [pendingFinding(at, pending)] : []),
      ...(outdated.length > 0 ? [outdatedFinding(at, outdated)] : []),
    ];
  },
});

/** Groups of pods of all services of a namespace; a pod of several services is named once. */
function ownedPods(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
): readonly OwnedPods[] {
  const seen = new Set<string>();
  return mesh.list(cluster, 'Service', namespace).flatMap(({ name }) => {
    const service = { namespace, name };
    const owns = mesh.ask(governedInCluster, { cluster, service })?.owns ?? [];
    return owns.flatMap(group => {
      const pods = group.pods.filter(pod => !seen.has(pod));
      pods.forEach(pod => seen.add(pod));
      return pods.length > 0 ? [{ ...group, pods }] : [];
    });
  });
}

function isOtherVersion({ proxyVersion, controlPlane }: OwnedPods): boolean {
  return (
    proxyVersion !== undefined &&
    controlPlane?.version !== undefined &&
    proxyVersion !== controlPlane.version
  );
}

function pendingFinding(
  at: NamespaceRef,
  groups: readonly OwnedPods[],
): FindingDraft {
  const pods = podNames(groups);
  const from = groups.map(({ revision }) =>
    revision === undefined
      ? 'without a sidecar'
      : `with a sidecar of revision ${revision}`,
  );
  return {
    severity: 'warning',
    subject: subjectOf(at),
    message: `${count(pods)} in namespace ${at.namespace} of ${at.cluster} ${
      pods.length === 1 ? 'runs' : 'run'
    } ${listText(from)}, which is not what ${
      pods.length === 1 ? 'it' : 'they'
    } would get now: ${listText(pods)}.`,
    fix: 'Restart the workloads, one after the other.',
  };
}

function outdatedFinding(
  at: NamespaceRef,
  groups: readonly OwnedPods[],
): FindingDraft {
  const pods = podNames(groups);
  const versions = groups.map(
    ({ proxyVersion, controlPlane }) =>
      `${proxyVersion} under a control plane ${controlPlane?.version}`,
  );
  return {
    severity: groups.some(isUnsupported) ? 'error' : 'warning',
    subject: subjectOf(at),
    message: `Proxies of ${count(pods)} in namespace ${at.namespace} of ${
      at.cluster
    } are ${listText(versions)}: ${listText(pods)}.`,
    fix: 'Restart the workloads after an upgrade of their control plane; proxies may be one minor version older, never newer.',
  };
}

/** A proxy that is newer than its control plane, or more than one minor version older (reference 10, G0.1). */
function isUnsupported({ proxyVersion, controlPlane }: OwnedPods): boolean {
  const proxy = minorOf(proxyVersion);
  const istiod = minorOf(controlPlane?.version);
  return (
    proxy !== undefined &&
    istiod !== undefined &&
    (proxy > istiod || proxy < istiod - 1)
  );
}

function subjectOf({ cluster, namespace }: NamespaceRef) {
  return findingSubject('Namespace', { namespace: '', name: namespace }, [
    cluster,
  ]);
}

function podNames(groups: readonly OwnedPods[]): readonly string[] {
  return groups.flatMap(({ pods }) => pods).sort(compareText);
}

function count(pods: readonly string[]): string {
  return pods.length === 1 ? '1 pod' : `${pods.length} pods`;
}
