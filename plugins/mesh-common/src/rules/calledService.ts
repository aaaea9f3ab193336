import { Mesh } from '../model/mesh';
import { ServiceRef } from '../model/refs';
import { MeshService } from './meshServices';
import { ProxyRef } from './proxyConfig';
import { visibleServices } from './visibleServices';

/** The service as the client knows it: a Kubernetes Service before a ServiceEntry of that name; of another name, the service it stands for. */
export function calledService(
  mesh: Mesh,
  client: ProxyRef,
  { namespace, name }: ServiceRef,
): MeshService | undefined {
  const { byHost, hosts } = mesh.ask(visibleServices, client);
  const named = hosts.get(`${namespace}/${name}`);
  const found = named === undefined ? undefined : byHost.get(named);
  return found?.aliasOf === undefined ? found : byHost.get(found.aliasOf);
}
