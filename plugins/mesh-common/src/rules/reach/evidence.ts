import { Mesh } from '../../model/mesh';
import { destinationRules } from '../destinationRules';
import { fullHost } from '../hosts';
import { LABELLED_SERVICES } from '../networkGateways';
import { YES } from '../indexes';
import { FoundAt, foundAt } from './reachCheck';
import { ReachScope } from './reachContext';

/** Mesh config of the client's istiod; `undefined` if it has none. */
export function atMeshConfig(
  mesh: Mesh,
  { proxy: { view } }: ReachScope,
  field: string,
): FoundAt | undefined {
  const { key, namespace, revision } = view;
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  const found = mesh.get(key.cluster, 'MeshConfig', { namespace, name });
  return (
    found && foundAt(key.cluster, 'ConfigMap', found, `data.mesh ${field}`)
  );
}

/** The DestinationRule that decides for the client; `undefined` if none does. */
export function atDestinationRule(
  mesh: Mesh,
  { proxy, visible }: ReachScope,
  field: string,
): FoundAt | undefined {
  const [rule] =
    (visible &&
      mesh.ask(destinationRules, proxy.view.key).ruleFor(proxy, visible)
        ?.from) ??
    [];
  return (
    rule && foundAt(proxy.view.configCluster, 'DestinationRule', rule, field)
  );
}

/** A VirtualService that names the host. */
export function atVirtualService(
  mesh: Mesh,
  { proxy: { view }, host }: ReachScope,
): FoundAt | undefined {
  const found = mesh
    .list(view.configCluster, 'VirtualService')
    .find(({ hosts, namespace }) =>
      hosts.some(name => fullHost(name, namespace, view.domain) === host),
    );
  return found && foundAt(view.configCluster, 'VirtualService', found, 'spec');
}

/** A Service that says it is a gateway of the target cluster. */
export function atGatewayService(
  mesh: Mesh,
  { question: { to } }: ReachScope,
): FoundAt | undefined {
  const [found] = mesh.find(to, 'Service', {
    index: LABELLED_SERVICES,
    key: YES,
  });
  return found && foundAt(to, 'Service', found, 'status.loadBalancer.ingress');
}
