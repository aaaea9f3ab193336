import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import { ControlPlaneView } from '../controlPlaneView';
import { isSelected } from '../discovery';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { YES } from '../indexes';
import { GATEWAY_KINDS, isSeen, watchedBy } from '../isSeen';
import { LABELLED_SERVICES, networkGateways } from '../networkGateways';

const NETWORK = 'topology.istio.io/network';

/** East-west gateways in namespaces that discovery selectors leave out: the network stays known, and its gateway is not. Reference 2.5. */
export const gatewayNotSelected = defineCheck<ClusterName>({
  code: 'gateway-not-selected',
  source: '2.5',
  subjects: mesh => mesh.clusters(),
  nameOf: cluster => cluster,
  find: (mesh, cluster) =>
    mesh
      .find(cluster, 'Service', { index: LABELLED_SERVICES, key: YES })
      .flatMap((service): readonly FindingDraft[] => {
        const { namespace, name } = service;
        const network = service.labels.get(NETWORK) ?? '';
        const blind = mesh
          .ask(allViews, undefined)
          .filter(view => overlooks(mesh, view, cluster, namespace));
        if (blind.length === 0) return [];
        const closed = blind.filter(
          view =>
            isSeen(mesh, watchedBy(view), GATEWAY_KINDS) &&
            !mesh
              .ask(networkGateways, view.key)
              .some(gateway => gateway.network === network),
        );
        mesh.because(
          { cluster, kind: 'Namespace', namespace: '', name: namespace },
          'metadata.labels',
        );
        return [
          {
            severity: closed.length > 0 ? 'error' : 'warning',
            subject: findingSubject('Service', { namespace, name }, [cluster]),
            message: `Gateway ${namespace}/${name} of network ${network} in ${cluster} is unknown to the control planes in ${listText(
              blind.map(({ key }) => key.cluster),
            )}, because their discoverySelectors leave out namespace ${namespace}; the network label of the namespace is still read${
              closed.length > 0
                ? ', so callers on other networks dial its pods directly, which times out'
                : ''
            }.`,
            fix: `Label namespace ${namespace} in ${cluster} as discoverySelectors ask.`,
          },
        ];
      }),
});

function overlooks(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  namespace: string,
): boolean {
  return (
    view.registries.some(registry => registry.cluster === cluster) &&
    isSeen(mesh, [cluster], ['Namespace']) &&
    !isSelected(mesh, view, cluster, namespace)
  );
}
