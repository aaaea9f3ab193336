import { sameData } from '../model/sameData';
import { MeshService } from './meshServices';

/**
 * One service for each host: a Kubernetes Service before a ServiceEntry, else the first. ServiceEntries that are alike join their ports.
 * Reference 3.7.
 */
export function oneServicePerHost(
  services: readonly MeshService[],
): readonly MeshService[] {
  const byHost = new Map<string, MeshService>();
  for (const service of services) {
    const known = byHost.get(service.host);
    if (
      !known ||
      (known.registry !== 'kubernetes' && service.registry === 'kubernetes')
    )
      byHost.set(service.host, service);
    else if (known !== service && canJoin(known, service))
      byHost.set(service.host, withPortsOf(known, service));
  }
  return [...byHost.values()];
}

/**
 * The services of one namespace for each host: those of the client's own namespace, else a Kubernetes Service's, else the first one's.
 * Nobody outside of it can take a name away from a namespace. Reference 3.8.
 */
export function oneNamespacePerHost(
  services: readonly MeshService[],
  clientNamespace: string,
): readonly MeshService[] {
  const winners = new Map<string, MeshService>();
  for (const service of services) {
    const known = winners.get(service.host);
    if (!known || winsOver(service, known, clientNamespace))
      winners.set(service.host, service);
  }
  return services.filter(
    ({ host, namespace }) => winners.get(host)?.namespace === namespace,
  );
}

function winsOver(
  service: MeshService,
  known: MeshService,
  clientNamespace: string,
): boolean {
  if (service.namespace === clientNamespace) return true;
  return (
    known.namespace !== clientNamespace &&
    known.registry !== 'kubernetes' &&
    service.registry === 'kubernetes'
  );
}

function canJoin(a: MeshService, b: MeshService): boolean {
  const entries =
    a.registry === 'service-entry' && b.registry === 'service-entry';
  return (
    (entries || a.definition === b.definition) &&
    a.namespace === b.namespace &&
    a.resolution === b.resolution &&
    sameData(a.labels, b.labels) &&
    sameData(a.entry?.workloadSelector, b.entry?.workloadSelector) &&
    sameData(new Set(a.exportTo), new Set(b.exportTo))
  );
}

function withPortsOf(a: MeshService, b: MeshService): MeshService {
  const numbers = new Set(a.ports.map(({ number }) => number));
  const more = b.ports.filter(({ number }) => !numbers.has(number));
  return more.length === 0 ? a : { ...a, ports: [...a.ports, ...more] };
}
