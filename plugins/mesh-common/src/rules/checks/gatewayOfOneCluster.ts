import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import { ControlPlaneView } from '../controlPlaneView';
import { findingSubject, listText } from '../findingSubject';
import { GATEWAY_KINDS, isSeen, watchedBy } from '../isSeen';
import {
  KnownNetwork,
  knownNetworks,
  networkName,
  networksOf,
} from '../knownNetworks';
import { meshIdOf } from '../meshIdOf';
import { networkGateways } from '../networkGateways';

/** Networks of several clusters that are entered through one of them only: without it, clients dial the pods of the others directly. Reference 5.7, D6 and D7. */
export const gatewayOfOneCluster = defineCheck<KnownNetwork>({
  code: 'gateway-of-one-cluster',
  source: '5.7',
  subjects: mesh =>
    mesh
      .ask(knownNetworks, undefined)
      .filter(({ network, clusters }) => network !== '' && clusters.length > 1),
  nameOf: subject => `${networkName(subject)}\n${subject.clusters}`,
  find(mesh, { mesh: id, network, clusters }) {
    const views = mesh
      .ask(allViews, undefined)
      .filter(view => meshIdOf(view) === id);
    const only = new Set(
      views.flatMap(view => onlyGatewayCluster(mesh, view, network) ?? []),
    );
    return [...only].flatMap(owner => {
      const others = clusters.filter(cluster => cluster !== owner);
      if (others.length === 0) return [];
      return [
        {
          severity: 'warning' as const,
          subject: findingSubject('Network', { namespace: '', name: network }, [
            owner,
            ...others,
          ]),
          message: `All gateways of network ${network} belong to ${owner}, and pods in ${listText(
            others,
          )} are entered through them: if ${owner} is removed or its gateways lose their addresses, callers on other networks dial these pods directly, which times out.`,
          fix: `Run an east-west gateway in ${listText(
            others,
          )} as well, or name a gateway of ${network} in meshNetworks.`,
        },
      ];
    });
  },
});

/** The cluster that declares every gateway of a network that callers elsewhere need; `undefined` if there are others, or none. */
function onlyGatewayCluster(
  mesh: Mesh,
  view: ControlPlaneView,
  network: string,
): ClusterName | undefined {
  if (!isSeen(mesh, watchedBy(view), GATEWAY_KINDS)) return undefined;
  const isNeeded = networksOf(mesh, view).some(
    known => known.network !== network && known.network !== '',
  );
  const owners = new Set(
    mesh
      .ask(networkGateways, view.key)
      .filter(gateway => gateway.network === network)
      .map(({ cluster }) => cluster),
  );
  const [owner] = owners;
  if (!isNeeded || owners.size !== 1 || !owner) return undefined;
  return view.registries.find(({ clusterId }) => clusterId === owner)?.cluster;
}
