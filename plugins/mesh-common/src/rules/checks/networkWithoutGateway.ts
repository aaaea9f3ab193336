import { Mesh } from '../../model/mesh';
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

const NETWORK = 'topology.istio.io/network';

/** Networks of a mesh that callers on others cannot enter. Reference 4.1, 4.3. */
export const networkWithoutGateway = defineCheck<KnownNetwork>({
  code: 'network-without-gateway',
  source: '4.1',
  subjects: mesh =>
    mesh.ask(knownNetworks, undefined).filter(({ network }) => network !== ''),
  nameOf: subject => `${networkName(subject)}\n${subject.clusters}`,
  find(mesh, { mesh: id, network, clusters }) {
    const blind = mesh
      .ask(allViews, undefined)
      .filter(view => meshIdOf(view) === id && lacks(mesh, view, network));
    if (blind.length === 0) return [];
    return [
      {
        severity: 'error',
        subject: findingSubject(
          'Network',
          { namespace: '', name: network },
          clusters,
        ),
        message: `Network ${network} (${listText(
          clusters,
        )}) has no east-west gateway that the control planes in ${listText(
          blind.map(({ key }) => key.cluster),
        )} know an address of: callers on other networks dial its pods directly, which times out.`,
        fix: `Run an east-west gateway there whose Service carries the label ${NETWORK}: ${network}, opens port 15443 and has an address.`,
      },
    ];
  },
});

/** Callers on another network need a gateway, and there is none with an address. */
function lacks(mesh: Mesh, view: ControlPlaneView, network: string): boolean {
  const known = networksOf(mesh, view);
  const others = known.some(
    item => item.network !== network && item.network !== '',
  );
  const here = known.some(item => item.network === network);
  if (!here || !others || !isSeen(mesh, watchedBy(view), GATEWAY_KINDS))
    return false;
  return !mesh
    .ask(networkGateways, view.key)
    .some(gateway => gateway.network === network);
}
