import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { gatewayPassthrough } from './gatewayPassthrough';
import { GatewayServerBinding, gatewayServers } from './gatewayServers';
import { gatewayTcp } from './gatewayTcp';
import { hostSubsetOf } from './hosts';
import { ProxyRef } from './proxyConfig';
import { UNSPECIFIED } from './serviceAddress';

/** Ports on which a gateway pod listens: a server that leads nowhere opens none. Reference 4.5. */
export const gatewayListeners: Rule<ProxyRef, readonly string[]> = {
  source: '4.5',
  ask(mesh, ref) {
    const ports = mesh
      .ask(gatewayServers, ref)
      .filter(server => leadsSomewhere(mesh, ref, server))
      .map(({ port }) => port);
    return [...new Set(ports)].sort((a, b) => a - b).map(String);
  },
};

function leadsSomewhere(
  mesh: Mesh,
  ref: ProxyRef,
  { treatment, tlsMode, hosts, port }: GatewayServerBinding,
): boolean {
  // Without routes it answers that there are none.
  if (treatment === 'http' || treatment === 'https') return true;
  if (tlsMode !== 'AUTO_PASSTHROUGH')
    return mesh.ask(gatewayTcp, ref).has(`${UNSPECIFIED}_${port}`);
  const patterns = hosts.map(host => host.slice(host.indexOf('/') + 1));
  return [...mesh.ask(gatewayPassthrough, ref).keys()].some(name => {
    const host = name.slice(name.lastIndexOf('_.') + 2);
    return patterns.some(pattern => hostSubsetOf(host, pattern));
  });
}
