import { Mesh } from '../../model/mesh';
import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { calledService } from '../calledService';
import { callerGroupsInCluster } from '../callerGroups';
import { defineCheck } from '../check';
import { endpoints } from '../endpoints';
import { FindingDraft } from '../finding';
import { findingSubject } from '../findingSubject';
import { trafficShare } from '../trafficShare';
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
    return parts.flatMap(({ cluster, total }): FindingDraft[] => {
      const call = worstCall(mesh, service, cluster);
      if (!call) return [];
      const { from, share } = call;
      mesh.because(
        { cluster, kind: 'Service', ...service },
        'spec.selector',
        `0 of ${total} ready`,
      );
      return [
        {
          severity: share > 0 ? 'error' : 'warning',
          subject: findingSubject('Service', service, [cluster]),
          message: `0 of ${total} endpoints of ${serviceKey(
            service,
          )} in ${cluster} are ready, but their gateway counts as healthy: ${
            share > 0
              ? `callers in ${from} still send it ${percent(
                  share,
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

/** A caller whose calls go there now, else one whose calls may come to go there; others are not looked at, as a fleet may have many. */
function worstCall(
  mesh: Mesh,
  service: ServiceRef,
  cluster: ClusterName,
): { readonly from: ClusterName; readonly share: number } | undefined {
  let standby: ClusterName | undefined;
  for (const from of mesh.clusters())
    for (const { client, controlPlane } of mesh.ask(
      callerGroupsInCluster,
      from,
    )) {
      if (!isSeen(mesh, [controlPlane.cluster], ['DestinationRule'])) continue;
      if (!entersByGateway(mesh, client, service, cluster)) continue;
      const share = shareOf(mesh, client, service, cluster);
      if (share > 0) return { from, share };
      standby ??= from;
    }
  return standby === undefined ? undefined : { from: standby, share: 0 };
}

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
