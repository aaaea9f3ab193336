import { serviceKey } from '../../model/refs';
import { listText } from '../findingSubject';
import { collisionCheck } from './collisionCheck';

/** Copies of one service that run as different service accounts. Reference 3.1. */
export const serviceAccountsDiffer = collisionCheck({
  code: 'service-accounts-differ',
  source: '3.1',
  judge(collision, service) {
    if (collision.code !== 'service-accounts') return undefined;
    const { accounts } = collision;
    return {
      severity: 'info',
      clusters: accounts.flatMap(({ clusters }) => clusters),
      message: `The pods of ${serviceKey(service)} run as ${listText(
        accounts.map(
          ({ value, clusters }) =>
            `${listText(value)} in ${listText(clusters)}`,
        ),
      )}: callers accept each of these identities as the service, and policies that name one of them let in only a part.`,
      fix: 'Use the same service account in all clusters, or check that they are the same service at all.',
    };
  },
});
