import {
  ClusterGovernance,
  ControlPlaneRef,
  WouldOwn,
} from '../src/rules/governedBy';
import { textTable } from './textTable';

/** Who governs the pods of a service, by cluster and revision. */
export function governanceTable(
  clusters: readonly ClusterGovernance[],
): readonly string[] {
  return textTable(
    ['CLUSTER', 'PODS', 'SERVED BY', 'PROXY', 'NEW PODS', 'CONFIG FROM'],
    clusters.flatMap(({ cluster, owns, wouldOwn, configCluster }) => {
      const rest = [wouldOwnText(wouldOwn), configCluster ?? 'unknown'];
      if (owns.length === 0) return [[cluster, '0', '', '', ...rest]];
      return owns.map(group => [
        cluster,
        String(group.pods.length),
        group.controlPlane
          ? controlPlaneText(group.controlPlane)
          : revisionText(group.revision),
        group.proxyVersion ?? '',
        group.pendingRestart ? `after a restart: ${rest[0]}` : rest[0],
        rest[1],
      ]);
    }),
  );
}

function revisionText(revision: string | undefined): string {
  return revision === undefined
    ? 'no sidecar'
    : `revision ${revision} of an unknown control plane`;
}

function controlPlaneText(controlPlane: ControlPlaneRef): string {
  const { cluster = 'unknown cluster', namespace, revision } = controlPlane;
  return `${cluster} ${namespace}/${revision}`;
}

function wouldOwnText(wouldOwn: WouldOwn): string {
  switch (wouldOwn.code) {
    case 'owned':
      return controlPlaneText(wouldOwn.controlPlane);
    case 'not-injected':
    case 'unknown':
      return `${wouldOwn.code}: ${wouldOwn.reason}`;
    case 'dangling-revision':
      return `revision ${wouldOwn.revision} does not exist`;
    case 'conflict':
      return `conflict of ${wouldOwn.webhooks
        .map(({ name }) => name)
        .join(' and ')}`;
    default:
      return 'ambient';
  }
}
