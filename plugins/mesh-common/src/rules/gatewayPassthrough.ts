import { Mesh } from '../model/mesh';
import { Labels, NO_LABELS } from '../model/record';
import { Rule } from '../model/rule';
import { assignedEndpoints } from './assignedEndpoints';
import { resolutionFor } from './clientEndpoints';
import { MergedDestinationRule } from './destinationRuleIndex';
import { destinationRules } from './destinationRules';
import { effectivePolicy } from './effectivePolicy';
import { gatewayServers } from './gatewayServers';
import { hostSubsetOf } from './hosts';
import { MeshPort, MeshService } from './meshServices';
import { AssignedEndpoint, ProxyRef } from './proxyConfig';
import { proxyOf, ServedProxy } from './proxyOf';
import { visibleServices } from './visibleServices';

/**
 * SNI names that a gateway forwards without ending TLS, with the endpoints behind each. A name that is missing is refused; one without endpoints is accepted
 * and leads nowhere. Reference 4.5.
 */
export const gatewayPassthrough: Rule<
  ProxyRef,
  ReadonlyMap<string, readonly AssignedEndpoint[]>
> = {
  source: '4.5',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    const servers = mesh
      .ask(gatewayServers, ref)
      .filter(({ tlsMode }) => tlsMode === 'AUTO_PASSTHROUGH');
    if (!proxy?.view || servers.length === 0) return new Map();
    const served = { ...proxy, view: proxy.view };
    // A namespace before the host has no effect here.
    const hosts = servers.flatMap(server =>
      server.hosts.map(host => host.slice(host.indexOf('/') + 1)),
    );
    return new Map(
      mesh
        .ask(visibleServices, ref)
        .services.filter(({ host }) =>
          hosts.some(pattern => hostSubsetOf(host, pattern)),
        )
        .flatMap(service => [...namesOf(mesh, served, service)]),
    );
  },
};

/** One name for every port, and one for every subset of it. */
function namesOf(
  mesh: Mesh,
  proxy: ServedProxy,
  service: MeshService,
): ReadonlyMap<string, readonly AssignedEndpoint[]> {
  const names = new Map<string, readonly AssignedEndpoint[]>();
  if (service.external || service.resolution === 'alias') return names;
  const rule = mesh
    .ask(destinationRules, proxy.view.key)
    .ruleFor(proxy, service);
  for (const port of service.ports) {
    if (port.protocol === 'udp') continue;
    for (const { name, labels } of [WHOLE, ...(rule?.subsets ?? [])]) {
      const endpoints = behind(mesh, {
        proxy,
        service,
        port,
        rule,
        subset: name,
        labels,
      });
      names.set(
        `outbound_.${port.number}_.${name}_.${service.host}`,
        endpoints,
      );
    }
  }
  return names;
}

/** The service without subset. */
const WHOLE = { name: '', labels: NO_LABELS };

function behind(
  mesh: Mesh,
  {
    proxy,
    service,
    port,
    rule,
    subset,
    labels,
  }: {
    readonly proxy: ServedProxy;
    readonly service: MeshService;
    readonly port: MeshPort;
    readonly rule: MergedDestinationRule | undefined;
    readonly subset: string;
    readonly labels: Labels;
  },
): readonly AssignedEndpoint[] {
  if (resolutionFor(proxy, service) !== 'EDS') return [];
  const policy = effectivePolicy({
    rule: rule?.trafficPolicy,
    subset: rule?.subsets.find(({ name }) => name === subset)?.trafficPolicy,
    port: port.number,
  });
  return assignedEndpoints(mesh, {
    proxy,
    service,
    port,
    subset: labels,
    policy,
    mtlsOnly: true,
  });
}
