import { RecordKey, recordKey } from '../../model/record';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { policiesOf } from '../failoverPolicies';
import { findingSubject, listText } from '../findingSubject';

/** DestinationRules that name a credential without a `workloadSelector`: sidecars drop such a setting and send plain text. Reference 7.6. */
export const credentialWithoutSelector = defineCheck<RecordKey>({
  code: 'credential-without-selector',
  source: '7.6',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find(mesh, key) {
    const found = configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record }) =>
        record.workloadSelector
          ? []
          : policiesOf(record)
              .filter(
                ({ blocks: { tls } }) =>
                  tls?.credentialName &&
                  (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL'),
              )
              .map(({ field, blocks }) => ({
                cluster,
                field,
                host: record.host,
                mode: blocks.tls?.mode,
              })),
    );
    const [first] = found;
    if (!first) return [];
    for (const { cluster, field } of found)
      mesh.because(
        { cluster, kind: 'DestinationRule', ...key },
        `${field}.tls.credentialName`,
      );
    const clusters = found.map(({ cluster }) => cluster);
    return [
      {
        severity: 'warning',
        subject: findingSubject('DestinationRule', key, clusters),
        message: `DestinationRule ${recordKey(key)} in ${listText(
          clusters,
        )} asks for TLS mode ${
          first.mode
        } with a credentialName and has no workloadSelector: only gateways read such a credential, and sidecars call ${
          first.host
        } without any TLS.`,
        fix: 'Add a workloadSelector for the sidecars that shall use the credential, or name files instead of a credentialName.',
      },
    ];
  },
});
