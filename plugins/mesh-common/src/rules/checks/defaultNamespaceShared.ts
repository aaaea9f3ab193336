import { serviceKey } from '../../model/refs';
import { listText } from '../findingSubject';
import { collisionCheck } from './collisionCheck';

/** Services that are merged only because both are in the namespace `default`. Reference 3.1. */
export const defaultNamespaceShared = collisionCheck({
  code: 'default-namespace-shared',
  source: '3.1',
  judge(collision, service) {
    if (collision.code !== 'default-namespace') return undefined;
    return {
      severity: 'warning',
      clusters: collision.clusters,
      message: `${serviceKey(service)} exists in ${listText(
        collision.clusters,
      )} and is one service for the mesh; everybody may use the namespace default, so that may be chance.`,
      fix: 'Move the service to a namespace of its own.',
    };
  },
});
