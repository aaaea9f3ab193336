import { Mesh } from '../../model/mesh';
import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { callerGroups } from '../callerGroups';
import { defineCheck } from '../check';
import { endpoints } from '../endpoints';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { calledService, trafficShare } from '../trafficShare';
import { isSeen } from '../isSeen';
import { knownServices } from '../knownServices';
import { networkPath } from '../networkPath';
import { ProxyRef } from '../proxyConfig';

/** Parts of services behind a gateway that have no ready pod and still get calls, because unready endpoints are sent and a gateway counts as healthy. Reference 4.4. */
export const unreadyBehindGateway = defineCheck<ServiceRef>({
  code: 'unready-behind-gateway',
  source: '4.4',
  subjects: mesh => mesh.ask(knownServices, undefined),
  nameOf: serviceKey,
  find(mesh, service) {
    const parts = mesh
      .ask(endpoints, { service })
      .clusters.filter(
        ({ knowledge, total, ready }) =>
          knowledge === 'complete' && total > 0 && ready === 0,
      );
    if (parts.length === 0) return [];
    const callers = mesh.ask(callerGroups, { service });
    return parts.flatMap(({ cluster, total }): FindingDraft[] => {
      const calls = callers
        .filter(
          ({ client, controlPlane }) =>
            isSeen(mesh, [controlPlane.cluster], ['DestinationRule']) &&
            entersByGateway(mesh, client, service, cluster),
        )
        .map(({ client }) => ({
          from: client.cluster,
          share: shareOf(mesh, client, service, cluster),
        }));
      if (calls.length === 0) return [];
      mesh.because(
        { cluster, kind: 'Service', ...service },
        'spec.selector',
        `0 of ${total} ready`,
      );
      const hit = calls.filter(({ share }) => share > 0);
      const largest = Math.max(...calls.map(({ share }) => share));
      const from = listText(
        (hit.length > 0 ? hit : calls).map(call => call.from),
      );
      return [
        {
          severity: hit.length > 0 ? 'error' : 'warning',
          subject: findingSubject('Service', service, [cluster]),
          message: `0 of ${total} endpoints of ${serviceKey(
            service,
          )} in ${cluster} are ready, but their gateway counts as healthy: ${
            hit.length > 0
              ? `callers in ${from} still send it up to ${percent(
                  largest,
                )} of their calls, which get 503.`
              : `callers in ${from} would fail over to it, and get 503.`
          }`,
          fix: `Start pods of ${serviceKey(
            service,
          )} in ${cluster}, or set outlierDetection.minHealthPercent to 1 in its DestinationRule, so that unready endpoints are left out.`,
        },
      ];
    });
  },
});

function entersByGateway(
  mesh: Mesh,
  client: ProxyRef,
  service: ServiceRef,
  cluster: ClusterName,
): boolean {
  const called = calledService(mesh, client, service);
  const clusterId = called?.copies.find(
    copy => copy.cluster === cluster,
  )?.clusterId;
  if (!called || clusterId === undefined) return false;
  return called.ports.some(({ number }) =>
    mesh
      .ask(networkPath, { client, host: called.host, port: number })
      .some(
        path =>
          path.cluster === clusterId &&
          path.path.code === 'through' &&
          path.ready === 0,
      ),
  );
}

/** Largest share of a route that goes to a cluster through a gateway. */
function shareOf(
  mesh: Mesh,
  client: ProxyRef,
  service: ServiceRef,
  cluster: ClusterName,
): number {
  const shares = mesh.ask(trafficShare, { client, service });
  if (shares.code === 'none') return 0;
  return Math.max(
    0,
    ...shares.routes.map(({ parts }) =>
      parts
        .filter(part => part.path === 'gateway' && part.cluster === cluster)
        .reduce((sum, { share }) => sum + share, 0),
    ),
  );
}

function percent(share: number): string {
  return `${Math.max(1, Math.round(share * 100))} %`;
}
