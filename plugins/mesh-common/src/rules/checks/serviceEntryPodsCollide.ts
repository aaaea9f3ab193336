import { RecordKey, recordKey } from '../../model/record';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { podsOfEntry } from '../entryEndpoints';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';

/** ServiceEntries that select pods of one name in several clusters, of which Istio keeps one only. Reference 3.7. */
export const serviceEntryPodsCollide = defineCheck<RecordKey>({
  code: 'service-entry-pods-collide',
  source: '3.7',
  subjects: mesh => configKeys(mesh, 'ServiceEntry'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'ServiceEntry', key).flatMap(
      ({ cluster, record, views: [view] }): readonly FindingDraft[] => {
        if (!record.workloadSelector) return [];
        const clustersOf = new Map<string, string[]>();
        for (const { registry, pod } of podsOfEntry(mesh, view, record)) {
          const known = clustersOf.get(pod.name);
          if (known) known.push(registry.cluster);
          else clustersOf.set(pod.name, [registry.cluster]);
        }
        const twice = [...clustersOf].filter(([, list]) => list.length > 1);
        if (twice.length === 0) return [];
        const places = twice.flatMap(([, list]) => list);
        mesh.because(
          { cluster, kind: 'ServiceEntry', ...key },
          'spec.workloadSelector',
        );
        for (const [name, list] of twice)
          for (const place of list)
            mesh.because(
              {
                cluster: place,
                kind: 'Pod',
                namespace: record.namespace,
                name,
              },
              'metadata.name',
            );
        return [
          {
            severity: 'warning',
            subject: findingSubject('ServiceEntry', key, [cluster, ...places]),
            message: `ServiceEntry ${recordKey(
              key,
            )} in ${cluster} selects pods ${listText(
              twice.map(([name]) => name),
            )} of the same name in ${listText(
              places,
            )}: only one of each gets calls, and nothing says which.`,
            fix: 'Give the StatefulSets of the clusters different names, or call the Service instead of the ServiceEntry.',
          },
        ];
      },
    ),
});
