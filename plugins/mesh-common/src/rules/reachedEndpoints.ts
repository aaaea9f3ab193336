import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import {
  clientEndpoints,
  EndpointQuestion,
  GivenQuestion,
  givenQuestion,
} from './clientEndpoints';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { FilterClient } from './endpointPath';
import { filterClient, filterSwitches } from './filterClient';
import { LocalityGroup } from './localityGroup';
import { networkFilter } from './networkFilter';
import { networkGateways } from './networkGateways';

/** What clients ask endpoints for, wherever they are: a question without their locality, their labels and their namespace. */
interface ReachedQuestion extends Omit<GivenQuestion, 'proxy'> {
  readonly controlPlane: ControlPlaneKey;
  readonly proxy: Omit<GivenQuestion['proxy'], 'view'>;
  readonly client: FilterClient;
}

/** Endpoints that a client is given, those of other networks replaced by gateways. Reference 3.11, 4.2. */
export function reachedEndpoints(
  mesh: Mesh,
  question: EndpointQuestion,
): readonly LocalityGroup[] {
  const { proxy, ...given } = givenQuestion(question);
  const { clusterId, network, nodeName, requestedNetworks } = proxy;
  return mesh.ask(reachedByAll, {
    ...given,
    controlPlane: proxy.view.key,
    proxy: { clusterId, network, nodeName, requestedNetworks },
    client: filterClient(question.proxy),
  });
}

/** The same for all clients of a network, wherever in it they are. */
const reachedByAll: Rule<ReachedQuestion, readonly LocalityGroup[]> = {
  source: '4.2',
  nameOf: ({ controlPlane, service, port, proxy, client, ...given }) =>
    JSON.stringify([
      controlPlaneName(controlPlane),
      service.host,
      service.namespace,
      service.registry,
      service.nodeLocal,
      port.name,
      [...given.subset],
      given.tls,
      given.byDns,
      given.unhealthyToo,
      proxy.clusterId,
      proxy.network,
      proxy.nodeName,
      proxy.requestedNetworks,
      client.kind,
      client.addressFamilies.ipv4,
      client.addressFamilies.ipv6,
    ]),
  ask(mesh, { controlPlane, proxy, client, ...given }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return [];
    const groups = clientEndpoints(mesh, {
      ...given,
      proxy: { ...proxy, view },
    });
    if (given.byDns) return groups;
    return networkFilter({
      groups,
      client,
      gateways: mesh.ask(networkGateways, controlPlane),
      switches: filterSwitches(view),
    });
  },
};
