import { serviceKey } from '../../model/refs';
import { listText } from '../findingSubject';
import { collisionCheck } from './collisionCheck';

/** One service of the mesh whose copies belong to different tenants. Reference 3.1, 7.1. */
export const serviceOwnersCollide = collisionCheck({
  code: 'service-owners-collide',
  source: '3.1',
  judge(collision, service) {
    if (collision.code !== 'owners') return undefined;
    const { owners } = collision;
    const tenants = owners.filter(({ value }) => value !== undefined);
    return {
      severity: tenants.length > 1 ? 'error' : 'warning',
      clusters: owners.flatMap(({ clusters }) => clusters),
      message: `${serviceKey(
        service,
      )} is one service for the mesh, but ${listText(
        owners.map(
          ({ value, clusters }) =>
            `${value ?? 'nobody'} owns it in ${listText(clusters)}`,
        ),
      )}: calls reach the pods of either.`,
      fix: 'Rename the namespace of one of them, or agree on one owner and give the Namespaces the same label meshwise.io/tenant.',
    };
  },
});
