import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { defineCheck } from '../check';
import { ControlPlaneView } from '../controlPlaneView';
import { isSelected } from '../discovery';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { seesMeshConfig } from '../seesMeshConfig';
import { servingViews } from '../servingViews';

/** Control planes with different roots that both write them into the same namespaces, forever. Reference 2.5. */
export const selectorFight = defineCheck<ClusterName>({
  code: 'selector-fight',
  source: '2.5',
  subjects: mesh =>
    mesh
      .clusters()
      .filter(cluster => mesh.ask(servingViews, cluster).length > 1),
  nameOf: cluster => cluster,
  find(mesh, cluster) {
    const views = mesh
      .ask(servingViews, cluster)
      .filter(
        view => readsBySelectors(mesh, view) && seesMeshConfig(mesh, view),
      );
    return views.flatMap((a, index) =>
      views.slice(index + 1).flatMap((b): readonly FindingDraft[] => {
        if (!differ(mesh, cluster, a, b)) return [];
        const both = mesh
          .list(cluster, 'Namespace')
          .map(({ name }) => name)
          .filter(name =>
            [a, b].every(view => isSelected(mesh, view, cluster, name)),
          );
        if (both.length === 0) return [];
        const names = [a, b].map(
          ({ namespace, key }) => `${namespace}/${key.deployment}`,
        );
        return [
          {
            severity: 'error',
            subject: findingSubject(
              'ControlPlane',
              { namespace: a.namespace, name: names.join(' and ') },
              [cluster],
            ),
            message: `Control planes ${listText(
              names,
            )} in ${cluster} have different roots and both select ${
              both.length
            } namespaces (${listText(
              both,
            )}): each overwrites what the other wrote into istio-ca-root-cert.`,
            fix: 'Give each its own discoverySelectors so that no namespace is selected twice, or give both the same root.',
          },
        ];
      }),
    );
  },
});

/** In OpenShift Service Mesh 2 member rolls decide, not selectors (reference 2.8). */
function readsBySelectors(mesh: Mesh, { key }: ControlPlaneView): boolean {
  return (
    mesh.list(key.cluster, 'ServiceMeshControlPlane', key.namespace).length ===
    0
  );
}

/** The roots in the control planes' own namespaces tell whose are whose. Unseen ones are not taken for different. */
function differ(
  mesh: Mesh,
  cluster: ClusterName,
  a: ControlPlaneView,
  b: ControlPlaneView,
): boolean {
  const [left, right] = [a, b].map(({ namespace }) => {
    const name = 'istio-ca-root-cert';
    const found = mesh.get(cluster, 'RootCertificates', { namespace, name });
    if (found)
      mesh.because(
        { cluster, kind: 'ConfigMap', namespace, name },
        'data["root-cert.pem"]',
      );
    return found?.certificates
      .map(({ fingerprint }) => fingerprint)
      .sort()
      .join();
  });
  return (
    a.namespace !== b.namespace &&
    left !== undefined &&
    right !== undefined &&
    left !== right
  );
}
