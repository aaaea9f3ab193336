import { listText } from '../findingSubject';
import { driftCheck, isPolicy, objectText } from './driftCheck';

/** Configuration that some primaries of a mesh lack although it would decide something there. Reference 6.5. */
export const configMissing = driftCheck({
  code: 'config-missing',
  judge(drift, object) {
    if (drift.code !== 'missing' || isPolicy(object)) return undefined;
    return {
      severity: drift.subsets ? 'error' : 'warning',
      clusters: [...drift.present, ...drift.missing],
      message: `${objectText(object)} is in ${listText(
        drift.present,
      )} and not in ${listText(
        drift.missing,
      )}, where what it speaks of runs as well: each primary reads only its own cluster, so it has no effect there${
        drift.subsets ? ', and requests for its subsets fail' : ''
      }.`,
      fix: 'Apply the same object in every primary of the mesh.',
    };
  },
});
