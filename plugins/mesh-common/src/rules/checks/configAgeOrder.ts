import { listText } from '../findingSubject';
import { driftCheck, objectText } from './driftCheck';

/** Objects that compete everywhere, of which another one is the oldest in each cluster. Reference 6.2, 6.3, 6.5. */
export const configAgeOrder = driftCheck({
  code: 'config-age-order',
  judge(drift, object) {
    if (drift.code !== 'age-order') return undefined;
    return {
      severity: 'warning',
      clusters: drift.winners.map(({ cluster }) => cluster),
      message: `Several objects of the kind of ${objectText(
        object,
      )} speak of the same thing, and the oldest wins: ${listText(
        drift.winners.map(
          ({ cluster, object: winner }) => `${winner} in ${cluster}`,
        ),
      )}.`,
      fix: 'Merge them into one object: ages differ between clusters, and change when an object is created again.',
    };
  },
});
