import { compareText, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { EndpointQuestion, resolutionFor } from './clientEndpoints';
import { localityText } from './locality';
import { LocalityGroup, totalWeight } from './localityGroup';
import { localityPriorities } from './localityPriorities';
import { LocalityHandling, localityHandling } from './localitySetting';
import { AssignedEndpoint } from './proxyConfig';
import { reachedEndpoints } from './reachedEndpoints';

/** Addresses that a client is given for a port of a service, with their priorities and weights. Reference 3.11, 4.2, 5.3. */
export function assignedEndpoints(
  mesh: Mesh,
  question: EndpointQuestion,
): readonly AssignedEndpoint[] {
  const { proxy, policy } = question;
  const byDns = resolutionFor(proxy, question.service) !== 'EDS';
  const all = reachedEndpoints(mesh, question);
  const reached = question.mtlsOnly ? all.map(withMtls) : all;
  return inEnvoysOrder(
    localityPriorities({
      groups: reached,
      // Envoy resolves names itself; istiod then cannot rank by labels.
      client: {
        locality: proxy.locality,
        labels: byDns ? NO_LABELS : proxy.labels,
      },
      handling: handlingOf(question),
      outlierDetection: policy.outlierDetection !== undefined,
      networkFirst: proxy.view.profile.networkFirst,
    }),
  );
}

function withMtls(group: LocalityGroup): LocalityGroup {
  const endpoints = group.endpoints.filter(({ mtls }) => mtls);
  return { ...group, endpoints, weight: totalWeight(endpoints) };
}

/** Which locality setting counts for the question. Reference 5.2. */
export function handlingOf({
  proxy,
  service,
  policy,
}: EndpointQuestion): LocalityHandling {
  const { settings, profile } = proxy.view;
  return localityHandling({
    rule: policy.loadBalancer,
    distribution: service.distribution,
    mesh: { locality: settings.locality, zoneAware: settings.zoneAware },
    zoneAware: profile.zoneAware,
    closeMeansSubzone: profile.closeMeansSubzone,
  });
}

function inEnvoysOrder(
  groups: readonly LocalityGroup[],
): readonly AssignedEndpoint[] {
  return groups
    .flatMap(group => {
      const locality = localityText(group.locality);
      return group.endpoints.map(endpoint => ({
        address: endpoint.address,
        port: endpoint.port,
        locality,
        priority: group.priority,
        weight: endpoint.weight,
        localityWeight: group.weight,
        health: endpoint.health,
        network: endpoint.network,
        cluster: endpoint.cluster,
        gateway: endpoint.gateway,
        mtls: endpoint.mtls,
        ...(endpoint.tunnel && { tunnel: endpoint.tunnel }),
      }));
    })
    .sort(
      (a, b) =>
        compareText(a.locality, b.locality) ||
        a.priority - b.priority ||
        compareText(a.address, b.address) ||
        a.port - b.port,
    );
}
