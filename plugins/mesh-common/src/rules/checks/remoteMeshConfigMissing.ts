import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from '../controlPlaneView';
import { findingSubject, listText } from '../findingSubject';

/** Clusters without the mesh config that a control plane of another one looks for to learn their trust domain; it then takes them for `cluster.local`. Reference 1.3. */
export const remoteMeshConfigMissing = defineCheck<ControlPlaneKey>({
  code: 'remote-mesh-config-missing',
  source: '1.3',
  subjects: mesh =>
    mesh
      .ask(allViews, undefined)
      .filter(
        ({ profile, settings: { trustDomain, trustDomainAliases } }) =>
          profile.remoteTrustDomains &&
          ![DEFAULT, ...trustDomainAliases].includes(trustDomain),
      )
      .map(({ key }) => key),
  nameOf: controlPlaneName,
  find(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    const { namespace, revision, settings, configCluster } = view;
    const name = revision === 'default' ? 'istio' : `istio-${revision}`;
    const without = view.registries
      .map(({ cluster }) => cluster)
      .filter(
        cluster =>
          cluster !== configCluster && lacks(mesh, cluster, namespace, name),
      );
    if (without.length === 0) return [];
    mesh.because(
      { cluster: configCluster, kind: 'ConfigMap', namespace, name },
      'data.mesh',
      `trustDomain: ${settings.trustDomain}`,
    );
    const controlPlane = `${namespace}/${key.deployment}`;
    return [
      {
        severity: 'warning',
        subject: findingSubject(
          'ControlPlane',
          { namespace, name: key.deployment },
          [key.cluster, ...without],
        ),
        message: `${listText(without)} ${
          without.length === 1 ? 'has' : 'have'
        } no ConfigMap ${namespace}/${name}, so control plane ${controlPlane} in ${
          key.cluster
        } takes the trust domain there for ${DEFAULT} and not for ${
          settings.trustDomain
        }: its clients refuse servers of services that run there only.`,
        fix: `Create the ConfigMap with the same trustDomain there, or add ${settings.trustDomain} to trustDomainAliases of the mesh config.`,
      },
    ];
  },
});

const DEFAULT = 'cluster.local';

function lacks(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
  name: string,
): boolean {
  return (
    mesh.get(cluster, 'MeshConfig', { namespace, name }) === undefined &&
    mesh.sight(cluster, 'MeshConfig', namespace) === 'full'
  );
}
