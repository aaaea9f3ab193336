import { compareText } from '../model/record';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { access } from './access';
import { accessOfAll } from './accessOfAll';
import { AccessVerdict } from './accessToPod';
import { endpoints } from './endpoints';
import { ClientIdentity } from './principalMatch';

/** What the pods of a service in one cluster say to a client, at all of its ports together. @public */
export interface CallerVerdict {
  readonly cluster: ClusterName;
  readonly verdict: AccessVerdict;
}

/** Whether a client may call a service at all, by cluster of the service. Where its ports or pods differ, it depends. Reference 7.7. @public */
export const callerAccess: Rule<
  {
    readonly service: ServiceRef;
    readonly client: ClientIdentity | 'plaintext';
  },
  readonly CallerVerdict[]
> = {
  source: '7.7',
  nameOf: ({ service, client }) =>
    JSON.stringify([
      serviceKey(service),
      client === 'plaintext'
        ? client
        : [client.trustDomain ?? '', client.namespace, client.serviceAccount],
    ]),
  ask(mesh, { service, client }) {
    const parts = mesh.ask(endpoints, { service }).clusters;
    const ports = new Set(
      parts.flatMap(part => part.ports.map(({ number }) => number)),
    );
    const verdicts = new Map<ClusterName, AccessVerdict[]>();
    for (const port of [...ports].sort((a, b) => a - b))
      for (const { cluster, verdict } of mesh.ask(access, {
        service,
        port,
        client,
      }).clusters)
        verdicts.set(cluster, [...(verdicts.get(cluster) ?? []), verdict]);
    return [...verdicts]
      .sort(([a], [b]) => compareText(a, b))
      .map(([cluster, found]) => ({
        cluster,
        verdict: accessOfAll(found, 'port'),
      }));
  },
};
