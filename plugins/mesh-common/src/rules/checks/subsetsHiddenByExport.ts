import { compareText, RecordKey, recordKey } from '../../model/record';
import { DestinationRuleRecord } from '../../model/records/destinationRule';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import {
  DestinationRuleIndex,
  MergedDestinationRule,
} from '../destinationRuleIndex';
import { destinationRules } from '../destinationRules';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { fullHost } from '../hosts';

/** DestinationRules that a newer one for the same host hides, because both are visible and their `exportTo` differ, so that they are not merged. Reference 6.2. */
export const subsetsHiddenByExport = defineCheck<RecordKey>({
  code: 'subsets-hidden-by-export',
  source: '6.2',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record, views: [view] }): readonly FindingDraft[] => {
        if (record.workloadSelector) return [];
        const { namespace, name } = record;
        const host = fullHost(record.host, namespace, view.domain);
        // Only what some rule of the host names has an export of its own.
        const named = mesh
          .list(cluster, 'DestinationRule', namespace)
          .filter(
            other => fullHost(other.host, namespace, view.domain) === host,
          )
          .flatMap(({ exportTo }) => exportTo)
          .filter(target => !['*', '.', '~', namespace].includes(target));
        const hidden = hiddenBy(
          mesh.ask(destinationRules, view.key),
          record,
          host,
          named,
        );
        const [first] = hidden;
        if (!first) return [];
        const { winner } = first;
        const by = winner.from.map(rule => rule.name);
        const lost = record.subsets
          .map(subset => subset.name)
          .filter(subset => !winner.subsets.some(s => s.name === subset));
        mesh.because(
          { cluster, kind: 'DestinationRule', namespace, name },
          'spec.exportTo',
          record.exportTo.join(),
        );
        return [
          {
            severity: lost.length > 0 ? 'error' : 'warning',
            subject: findingSubject('DestinationRule', key, [cluster]),
            message: `Callers in ${listText(
              hidden.map(({ callers }) => callers),
            )} use the newer DestinationRule ${listText(
              by,
            )} for ${host} and not ${recordKey(
              key,
            )}: rules of different exportTo are not merged${
              lost.length > 0
                ? `, so subset ${listText(lost)} does not exist for them`
                : ''
            }.`,
            fix: 'Give all DestinationRules of one namespace for one host the same exportTo, or make them one object.',
          },
        ];
      },
    ),
});

interface Hidden {
  readonly callers: string;
  readonly winner: MergedDestinationRule;
}

/** For which callers another rule of the same namespace and host is used instead. */
function hiddenBy(
  index: DestinationRuleIndex,
  rule: DestinationRuleRecord,
  host: string,
  named: readonly string[],
): readonly Hidden[] {
  const { namespace } = rule;
  const places: readonly (readonly [string, string])[] = [
    [namespace, `namespace ${namespace}`],
    ...[...new Set(named)]
      .sort(compareText)
      .map(target => [target, `namespace ${target}`] as const),
    ['', 'all other namespaces'],
  ];
  return places.flatMap(([caller, callers]): Hidden[] => {
    const visible = (
      caller === namespace
        ? index.visible(caller, { host, namespace })
        : index.exportedFrom(namespace, caller, host) ?? []
    ).filter(({ workloadSelector }) => workloadSelector === undefined);
    const winner = visible.at(-1);
    const isThere = visible.some(({ from }) => from.includes(rule));
    return winner && isThere && !winner.from.includes(rule)
      ? [{ callers, winner }]
      : [];
  });
}
