import { RecordKey, recordKey } from '../../model/record';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { destinationRules } from '../destinationRules';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { fullHost } from '../hosts';

/** DestinationRules that an older one of narrower export swallows: namespaces that only the newer one names get neither. Reference 6.2. */
export const destinationRuleSwallowed = defineCheck<RecordKey>({
  code: 'destination-rule-swallowed',
  source: '6.2',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record, views: [view] }): readonly FindingDraft[] => {
        const { namespace, exportTo, workloadSelector } = record;
        if (exportTo.length === 0 || workloadSelector) return [];
        const host = fullHost(record.host, namespace, view.domain);
        const index = mesh.ask(destinationRules, view.key);
        const others = exportTo.filter(
          target => target !== '.' && target !== '~' && target !== namespace,
        );
        const without = others.filter(
          target =>
            !index
              .exportedFrom(namespace, target === '*' ? '' : target, host)
              ?.some(({ from }) => from.includes(record)),
        );
        if (without.length === 0) return [];
        const older = mesh
          .list(cluster, 'DestinationRule', namespace)
          .filter(
            other =>
              other !== record &&
              fullHost(other.host, namespace, view.domain) === host,
          )
          .map(({ name }) => name);
        mesh.because(
          { cluster, kind: 'DestinationRule', ...key },
          'spec.exportTo',
          exportTo.join(),
        );
        return [
          {
            severity: 'error',
            subject: findingSubject('DestinationRule', key, [cluster]),
            message: `DestinationRule ${recordKey(
              key,
            )} in ${cluster} is exported to ${listText(
              without.map(namespaceText),
            )}, and has no effect there: its content was merged into the older ${listText(
              older,
            )} for ${host}, which is not exported that far.`,
            fix: 'Give all DestinationRules of one namespace for one host the same exportTo, or make them one object.',
          },
        ];
      },
    ),
});

function namespaceText(target: string): string {
  return target === '*' ? 'all namespaces' : `namespace ${target}`;
}
