import type { PlannedObject } from '@meshwise/backstage-plugin-mesh-common';

/**
 * Order in which objects are applied in a cluster, so that nothing refers to what is not there yet: a namespace before
 * its limits, rights before policies, a subset before the route that names it. Deletion goes the other way round.
 */
const ORDER: readonly string[] = [
  'Namespace',
  'LimitRange',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'Sidecar',
  'Istio',
  'ConfigMap',
  'ClusterTrustBundle',
  'DestinationRule',
  'VirtualService',
];

/** Objects as an operation writes them: what is applied, then what is deleted. Objects of a kind keep their order. */
export function inOrder(
  objects: readonly PlannedObject[],
): readonly PlannedObject[] {
  const applies = objects.filter(({ act }) => act === 'apply');
  const deletes = objects.filter(({ act }) => act === 'delete');
  return [
    ...applies.sort((a, b) => rank(a) - rank(b)),
    ...deletes.sort((a, b) => rank(b) - rank(a)),
  ];
}

function rank(planned: PlannedObject): number {
  const { kind } = planned.act === 'apply' ? planned.manifest : planned.object;
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.length : place;
}
