import { RecordKey, recordKey } from '../../model/record';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { findingSubject, listText } from '../findingSubject';

/** AuthorizationPolicies that are meant to deny and match nothing. Reference 7.7. */
export const denyWithoutRules = defineCheck<RecordKey>({
  code: 'deny-policy-without-rules',
  source: '7.7',
  subjects: mesh => configKeys(mesh, 'AuthorizationPolicy'),
  nameOf: recordKey,
  find(mesh, key) {
    const clusters = configObjects(mesh, 'AuthorizationPolicy', key)
      .filter(
        ({ record: { action, rules } }) =>
          action === 'DENY' && rules.length === 0,
      )
      .map(({ cluster }) => cluster);
    if (clusters.length === 0) return [];
    for (const cluster of clusters)
      mesh.because(
        { cluster, kind: 'AuthorizationPolicy', ...key },
        'spec.rules',
      );
    return [
      {
        severity: 'warning',
        subject: findingSubject('AuthorizationPolicy', key, clusters),
        message: `AuthorizationPolicy ${recordKey(key)} in ${listText(
          clusters,
        )} denies without any rule: it matches nothing, so it never denies.`,
        fix: 'To deny everything write rules: [{}], or a policy with an empty spec, which allows nothing.',
      },
    ];
  },
});
