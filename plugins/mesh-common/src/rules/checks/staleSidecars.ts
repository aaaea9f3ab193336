import { compareText } from '../../model/record';
import { defineCheck } from '../check';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { NamespaceRef, namespaceRefName, namespaces } from '../namespaces';
import { SidecarGroup, sidecarGroups } from '../sidecarGroups';
import { minorOf } from '../version';

/** Pods that change their control plane, or gain or lose their sidecar, at the next restart; and proxies of another version than their control plane. Reference 2.4. */
export const staleSidecars = defineCheck<NamespaceRef>({
  code: 'stale-sidecars',
  source: '2.4',
  subjects: mesh => mesh.ask(namespaces, undefined),
  nameOf: namespaceRefName,
  find(mesh, at) {
    const groups = mesh.ask(sidecarGroups, at);
    const pending = groups.filter(({ pendingRestart }) => pendingRestart);
    const outdated = groups.filter(
      group => !group.pendingRestart && isOtherVersion(group),
    );
    for (const { pods, revision, proxyVersion } of [...pending, ...outdated])
      for (const name of pods)
        mesh.because(
          { cluster: at.cluster, kind: 'Pod', namespace: at.namespace, name },
          'metadata.annotations["sidecar.istio.io/status"]',
          [revision, proxyVersion].filter(Boolean).join(' '),
        );
    return [
      ...(pending.length > 0 ? [pendingFinding(at, pending)] : []),
      ...(outdated.length > 0 ? [outdatedFinding(at, outdated)] : []),
    ];
  },
});

function isOtherVersion({
  proxyVersion,
  controlPlaneVersion,
}: SidecarGroup): boolean {
  return (
    proxyVersion !== undefined &&
    controlPlaneVersion !== undefined &&
    proxyVersion !== controlPlaneVersion
  );
}

function pendingFinding(
  at: NamespaceRef,
  groups: readonly SidecarGroup[],
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
  groups: readonly SidecarGroup[],
): FindingDraft {
  const pods = podNames(groups);
  const versions = groups.map(
    ({ proxyVersion, controlPlaneVersion }) =>
      `${proxyVersion} under a control plane ${controlPlaneVersion}`,
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
function isUnsupported({
  proxyVersion,
  controlPlaneVersion,
}: SidecarGroup): boolean {
  const proxy = minorOf(proxyVersion);
  const istiod = minorOf(controlPlaneVersion);
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

function podNames(groups: readonly SidecarGroup[]): readonly string[] {
  return groups.flatMap(({ pods }) => pods).sort(compareText);
}

function count(pods: readonly string[]): string {
  return pods.length === 1 ? '1 pod' : `${pods.length} pods`;
}
