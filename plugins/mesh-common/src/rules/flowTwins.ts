import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { controlPlaneName, ControlPlaneView } from './controlPlaneView';
import { settingsApart } from './meshConfigDrift';
import { trustBundles } from './trustBundles';

/** How far a standby is the same as the control plane it stands by for (C2). @public */
export interface TwinEquality {
  readonly version: boolean;
  /** Settings of mesh config that differ. */
  readonly settings: readonly string[];
  /** Whether their workloads start with the same roots. */
  readonly roots: boolean | 'unknown';
  /** Whether both read the same Istio configuration: from one cluster. */
  readonly configuration: boolean;
}

/** Compares two control planes of one cluster. Reference 10.5, 10 (G0). */
export function twinEquality(
  mesh: Mesh,
  cluster: ClusterName,
  active: ControlPlaneView,
  standby: ControlPlaneView,
  versions: readonly (string | undefined)[],
): TwinEquality {
  const [one, other] = versions;
  const bundles = mesh.ask(trustBundles, cluster);
  const rootsOf = ({ key }: ControlPlaneView) =>
    bundles
      .filter(
        item => controlPlaneName(item.controlPlane) === controlPlaneName(key),
      )
      .flatMap(item =>
        item.bundles.map(({ certificates }) =>
          certificates.map(({ fingerprint }) => fingerprint).join(),
        ),
      )
      .sort();
  const [left, right] = [rootsOf(active), rootsOf(standby)];
  const seen =
    left.length > 0 &&
    right.length > 0 &&
    mesh.sight(cluster, 'RootCertificates') === 'full';
  return {
    version: one !== undefined && one === other,
    settings: settingsApart(active, standby),
    roots: seen ? left.join('\n') === right.join('\n') : 'unknown',
    configuration: active.configCluster === standby.configCluster,
  };
}
