import { listText } from '../findingSubject';
import { driftCheck, objectText } from './driftCheck';

/** Configuration that is the same in several primaries and has an effect in some of them only. Reference 6.1 to 6.3, 6.5. */
export const configShadowed = driftCheck({
  code: 'config-shadowed',
  judge(drift, object) {
    if (drift.code !== 'shadowed') return undefined;
    return {
      severity: 'error',
      clusters: [...drift.effective, ...drift.shadowed],
      message: `${objectText(object)} decides in ${listText(
        drift.effective,
      )}; in ${listText(drift.shadowed)} ${
        drift.by
      } comes before it, so it has no effect there.`,
      fix: 'Merge the two objects into one, or remove the one that is not wanted.',
    };
  },
});
