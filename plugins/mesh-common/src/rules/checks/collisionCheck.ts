import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { Rule } from '../../model/rule';
import { Check, defineCheck } from '../check';
import { Collision, collisions } from '../collisions';
import { FindingDraft, Severity } from '../finding';
import { findingSubject } from '../findingSubject';
import { sharedServices } from '../sharedServices';
import { systemNamespaces } from '../systemNamespaces';

/** Services with collisions. What runs beside a control plane belongs to its cluster and is not called by name from another one, so it is left out. */
const collidingServices: Rule<void, readonly ServiceRef[]> = {
  source: '3.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const ofMesh = new Set(
      mesh.clusters().flatMap(cluster => mesh.ask(systemNamespaces, cluster)),
    );
    return mesh
      .ask(sharedServices, undefined)
      .filter(
        service =>
          !ofMesh.has(service.namespace) &&
          mesh.ask(collisions, { service }).collisions.length > 0,
      );
  },
};

/** What a check says of one collision; `undefined` if it is not its business. */
export interface CollisionVerdict {
  readonly severity: Severity;
  readonly clusters: readonly ClusterName[];
  readonly message: string;
  readonly fix: string;
}

/** A check of the copies of services that a mesh merges. */
export function collisionCheck(definition: {
  readonly code: string;
  readonly source: string;
  judge(
    collision: Collision,
    service: ServiceRef,
  ): CollisionVerdict | undefined;
}): Check {
  const { code, source } = definition;
  return defineCheck<ServiceRef>({
    code,
    source,
    subjects: mesh => mesh.ask(collidingServices, undefined),
    nameOf: serviceKey,
    find: (mesh, service) =>
      mesh
        .ask(collisions, { service })
        .collisions.flatMap((collision): readonly FindingDraft[] => {
          const verdict = definition.judge(collision, service);
          if (!verdict) return [];
          const { clusters, ...said } = verdict;
          return [
            { ...said, subject: findingSubject('Service', service, clusters) },
          ];
        }),
  });
}
