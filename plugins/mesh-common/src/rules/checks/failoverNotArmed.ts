import { RecordKey, recordKey } from '../../model/record';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { namesFailover, policiesOf } from '../failoverPolicies';
import { findingSubject, listText } from '../findingSubject';

/** DestinationRules that say where callers fail over to and have no outlier detection, so they never do. Reference 5.3. */
export const failoverNotArmed = defineCheck<RecordKey>({
  code: 'failover-not-armed',
  source: '5.3',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find(mesh, key) {
    const unarmed = configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record }) =>
        policiesOf(record)
          .filter(
            ({ blocks }) =>
              namesFailover(blocks) && blocks.outlierDetection === undefined,
          )
          .map(({ field }) => ({ cluster, field, record })),
    );
    if (unarmed.length === 0) return [];
    for (const { cluster, field } of unarmed)
      mesh.because(
        { cluster, kind: 'DestinationRule', ...key },
        `${field}.outlierDetection`,
      );
    const clusters = unarmed.map(({ cluster }) => cluster);
    return [
      {
        severity: 'error',
        subject: findingSubject('DestinationRule', key, clusters),
        message: `DestinationRule ${recordKey(key)} in ${listText(
          clusters,
        )} names a failover for ${
          unarmed[0].record.host
        }, but no outlierDetection: without it all endpoints stay in one priority, and the order is ignored.`,
        fix: 'Add outlierDetection with maxEjectionPercent: 100 to the same trafficPolicy.',
      },
    ];
  },
});
