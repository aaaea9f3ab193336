import { Kind } from '../../model/kinds';
import { Mesh } from '../../model/mesh';
import { RecordKey, recordKey } from '../../model/record';
import { DestinationRuleRecord } from '../../model/records/destinationRule';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { ControlPlaneView } from '../controlPlaneView';
import { policiesOf } from '../failoverPolicies';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { fullHost, isWildcard } from '../hosts';
import { isSeen, watchedBy } from '../isSeen';
import { localityMatches } from '../localityGroup';
import { meshServices } from '../meshServices';
import { serviceEndpoints } from '../serviceEndpoints';

/** DestinationRules that distribute calls to a locality where the service has nobody. Reference 5.3. */
export const distributionToEmptyLocality = defineCheck<RecordKey>({
  code: 'distribution-to-empty-locality',
  source: '5.3',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record, views: [view] }): readonly FindingDraft[] => {
        const empty = emptyEntries(mesh, view, record);
        const [first] = empty;
        if (!first) return [];
        mesh.because(
          { cluster, kind: 'DestinationRule', ...key },
          `${first.field}.loadBalancer.localityLbSetting.distribute`,
        );
        const refused = empty.filter(({ nobody }) => nobody);
        return [
          {
            severity: refused.length > 0 ? 'error' : 'warning',
            subject: findingSubject('DestinationRule', key, [cluster]),
            message: `DestinationRule ${recordKey(
              key,
            )} in ${cluster} distributes calls for ${record.host} to ${listText(
              empty.flatMap(({ patterns }) => patterns),
            )}, where it has no healthy endpoint: ${
              refused.length > 0
                ? `callers in ${listText(
                    refused.map(({ from }) => from),
                  )} have no other place and get 503`
                : 'the other places it names get that part as well'
            }.`,
            fix: 'Name localities that have endpoints, and for each caller more than one; what is not named never gets calls.',
          },
        ];
      },
    ),
});

interface EmptyEntry {
  readonly field: string;
  readonly from: string;
  readonly patterns: readonly string[];
  /** No place of the entry has an endpoint. */
  readonly nobody: boolean;
}

function emptyEntries(
  mesh: Mesh,
  view: ControlPlaneView,
  rule: DestinationRuleRecord,
): readonly EmptyEntry[] {
  const entries = policiesOf(rule).flatMap(({ field, blocks }) =>
    (blocks.loadBalancer?.locality?.enabled === false
      ? []
      : blocks.loadBalancer?.locality?.distribute ?? []
    ).map(entry => ({ field, entry })),
  );
  if (entries.length === 0) return [];
  const localities = localitiesOf(mesh, view, rule);
  if (!localities) return [];
  const isEmpty = (pattern: string) =>
    !localities.some(locality => localityMatches(locality, pattern));
  return entries.flatMap(({ field, entry: { from, to } }) => {
    const named = [...to].filter(([, weight]) => weight > 0);
    const patterns = named.map(([pattern]) => pattern).filter(isEmpty);
    return patterns.length > 0
      ? [{ field, from, patterns, nobody: patterns.length === named.length }]
      : [];
  });
}

/** What tells where endpoints are. */
const KINDS: readonly Kind[] = ['Service', 'EndpointSlice', 'Pod', 'Node'];

/** Where a service has healthy endpoints, as a control plane knows it; `undefined` if that cannot be told. */
function localitiesOf(
  mesh: Mesh,
  view: ControlPlaneView,
  { host: name, namespace }: DestinationRuleRecord,
): readonly string[] | undefined {
  const host = fullHost(name, namespace, view.domain);
  const known = mesh.ask(meshServices, view.key).byHost.get(host) ?? [];
  const isKnown = isSeen(mesh, watchedBy(view), KINDS);
  if (isWildcard(host) || known.length === 0 || !isKnown) return undefined;
  return known
    .filter(({ resolution }) => resolution === 'EDS')
    .flatMap(service =>
      mesh.ask(serviceEndpoints, {
        controlPlane: view.key,
        host,
        namespace: service.namespace,
      }),
    )
    .filter(({ health }) => health === 'healthy' || health === 'unknown')
    .map(({ locality }) => locality);
}
