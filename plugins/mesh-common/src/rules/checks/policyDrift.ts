import { listText } from '../findingSubject';
import { driftCheck, isPolicy, objectText } from './driftCheck';

/** Policies that are not the same in all primaries of a mesh, so that a request that is refused here is let in there. Reference 6.5. */
export const policyDrift = driftCheck({
  code: 'policy-drift',
  judge(drift, object) {
    if (!isPolicy(object)) return undefined;
    const consequence =
      'it is enforced where a workload is called, so the same request may be let in at one place and refused at the other';
    const fix = 'Apply the same policy in every primary of the mesh.';
    if (drift.code === 'missing')
      return {
        severity: 'error',
        clusters: [...drift.present, ...drift.missing],
        message: `${objectText(object)} is in ${listText(
          drift.present,
        )} and not in ${listText(drift.missing)}: ${consequence}.`,
        fix,
      };
    if (drift.code === 'differs')
      return {
        severity: 'error',
        clusters: drift.variants.flat(),
        message: `${objectText(object)} differs between ${drift.variants
          .map(clusters => listText(clusters))
          .join(' and ')} in ${listText(drift.fields)}: ${consequence}.`,
        fix,
      };
    return undefined;
  },
});
