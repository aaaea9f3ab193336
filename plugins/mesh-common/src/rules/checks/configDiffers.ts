import { listText } from '../findingSubject';
import { driftCheck, isPolicy, objectText } from './driftCheck';

/** Configuration whose copies differ between the primaries of a mesh. Reference 6.5. */
export const configDiffers = driftCheck({
  code: 'config-differs',
  judge(drift, object) {
    if (drift.code !== 'differs' || isPolicy(object)) return undefined;
    return {
      severity: 'warning',
      clusters: drift.variants.flat(),
      message: `${objectText(object)} differs between ${drift.variants
        .map(clusters => listText(clusters))
        .join(' and ')} in ${listText(
        drift.fields,
      )}: callers are treated by the copy that their own control plane reads.`,
      fix: 'Make the copies equal, unless a rollout is under way.',
    };
  },
});
