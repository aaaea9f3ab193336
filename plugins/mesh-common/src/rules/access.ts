import { Mesh } from '../model/mesh';
import { sameData } from '../model/sameData';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { accessByWaypoint } from './accessByWaypoint';
import { accessOfAll } from './accessOfAll';
import { AccessVerdict, accessToPod } from './accessToPod';
import { ClusterEndpoints, endpoints } from './endpoints';
import { portProtocol } from './portProtocol';
import { ClientIdentity } from './principalMatch';

/** Pods of a service that say the same to a client. @public */
export interface PodsAccess {
  readonly pods: readonly string[];
  readonly verdict: AccessVerdict;
}

/** What a service says to a client in one cluster. @public */
export interface ClusterAccess {
  readonly cluster: ClusterName;
  /** Of all its pods together; `depends` on `pod` where they differ. */
  readonly verdict: AccessVerdict;
  readonly pods: readonly PodsAccess[];
}

/** Who lets a client in, by cluster. A policy speaks for the clusters of its own control plane only, so clusters may differ (S7). @public */
export interface ServiceAccess {
  readonly service: ServiceRef;
  /** Clusters that serve the port. */
  readonly clusters: readonly ClusterAccess[];
}

/** A client that wants to call a service. @public */
export interface AccessQuestion {
  readonly service: ServiceRef;
  /** Number of the service port, as some cluster defines it. */
  readonly port: number;
  /** `plaintext`: a client without mutual TLS, hence without identity. */
  readonly client: ClientIdentity | 'plaintext';
}

/** Whether the pods of a service let a client in, by the AuthorizationPolicies in force in each cluster. Reference 7.7. @public */
export const access: Rule<AccessQuestion, ServiceAccess> = {
  source: '7.7',
  nameOf: ({ service, port, client }) =>
    JSON.stringify([
      serviceKey(service),
      port,
      client === 'plaintext'
        ? client
        : [client.trustDomain ?? '', client.namespace, client.serviceAccount],
    ]),
  ask(mesh, question) {
    const { service, port } = question;
    const parts = mesh.ask(endpoints, { service }).clusters;
    const names = new Set(
      parts.flatMap(part =>
        part.ports.flatMap(({ name, number }) =>
          number === port ? [name] : [],
        ),
      ),
    );
    return {
      service,
      clusters: parts.flatMap(part => inCluster(mesh, part, question, names)),
    };
  },
};

function inCluster(
  mesh: Mesh,
  { cluster, endpoints: listed, knowledge }: ClusterEndpoints,
  { service, client, port }: AccessQuestion,
  portNames: ReadonlySet<string>,
): readonly ClusterAccess[] {
  const { namespace } = service;
  if (knowledge === 'unknown') {
    const reason = `the endpoints of cluster ${cluster} cannot be read`;
    return [{ cluster, verdict: { code: 'unknown', reason }, pods: [] }];
  }
  const definition = mesh.get(cluster, 'Service', service);
  const groups: { readonly pods: string[]; readonly verdict: AccessVerdict }[] =
    [];
  for (const { pod, ports } of listed) {
    for (const { name, number } of ports) {
      if (pod === undefined || !portNames.has(name)) continue;
      const defined = definition?.ports.find(known => known.name === name);
      const verdict = mesh.ask(accessToPod, {
        server: { cluster, namespace, pod },
        client,
        port: number,
        protocol: defined ? portProtocol(defined) : 'detect',
      });
      const known = groups.find(group => sameData(group.verdict, verdict));
      if (!known) groups.push({ pods: [pod], verdict });
      else if (!known.pods.includes(pod)) known.pods.push(pod);
    }
  }
  if (groups.length === 0) return [];
  const direct = accessOfAll(
    groups.map(({ verdict }) => verdict),
    'pod',
  );
  const through = mesh.ask(accessByWaypoint, {
    cluster,
    service,
    port,
    client,
  });
  // Who calls decides whether the waypoint is on the way: captured pods go through it, sidecars may not.
  const verdict = through
    ? accessOfAll([direct, through.verdict], `waypoint ${through.waypoint}`)
    : direct;
  return [{ cluster, verdict, pods: groups }];
}
