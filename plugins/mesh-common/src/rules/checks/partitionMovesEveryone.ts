import { NO_LABELS, RecordKey, recordKey } from '../../model/record';
import { callerNamespaces } from '../callerNamespaces';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { destinationRules } from '../destinationRules';
import { endpoints } from '../endpoints';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { fullHost } from '../hosts';
import { localityHandling } from '../localitySetting';
import { meshServices } from '../meshServices';
import { serviceOfHost } from '../serviceOfHost';

const CLUSTER = 'topology.istio.io/cluster';

/** DestinationRules that only divide a service by cluster, and whose outlier detection switches all its callers to locality priorities. Reference 6.4, 5.3. */
export const partitionMovesEveryone = defineCheck<RecordKey>({
  code: 'partition-moves-everyone',
  source: '6.4',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record, views: [view] }): readonly FindingDraft[] => {
        const { subsets, trafficPolicy } = record;
        const parts = subsets.filter(({ labels }) => labels.has(CLUSTER));
        if (parts.length === 0 || !trafficPolicy?.outlierDetection) return [];
        // Whoever writes a locality setting wants one.
        const { loadBalancer } = trafficPolicy;
        if (loadBalancer?.locality || loadBalancer?.zoneAware) return [];
        const host = fullHost(record.host, record.namespace, view.domain);
        const service = serviceOfHost(host, view.domain);
        const [known] = mesh.ask(meshServices, view.key).byHost.get(host) ?? [];
        if (!service || !known) return [];
        // An older rule for the host may come before this one, or its policy.
        const index = mesh.ask(destinationRules, view.key);
        const isUsed = mesh
          .ask(callerNamespaces, { controlPlane: view.key, role: 'sidecar' })
          .some(
            caller =>
              index.ruleFor({ namespace: caller, labels: NO_LABELS }, known)
                ?.trafficPolicy === trafficPolicy,
          );
        if (!isUsed) return [];
        const handling = localityHandling({
          rule: loadBalancer,
          distribution: known.distribution,
          mesh: view.settings,
          zoneAware: view.profile.zoneAware,
          closeMeansSubzone: view.profile.closeMeansSubzone,
        });
        const isSwitchedOn =
          handling.code === 'locality' &&
          !handling.forced &&
          handling.setting.distribute.length === 0;
        const places = new Set(
          mesh
            .ask(endpoints, { service })
            .clusters.filter(part =>
              known.copies.some(copy => copy.cluster === part.cluster),
            )
            .flatMap(({ localities }) =>
              localities.map(({ locality }) => locality),
            ),
        );
        if (!isSwitchedOn || places.size < 2) return [];
        mesh.because(
          { cluster, kind: 'DestinationRule', ...key },
          'spec.trafficPolicy.outlierDetection',
        );
        return [
          {
            severity: 'warning',
            subject: findingSubject('DestinationRule', key, [cluster]),
            message: `DestinationRule ${recordKey(
              key,
            )} in ${cluster} divides ${host} into subset ${listText(
              parts.map(({ name }) => name),
            )}, and its outlierDetection also moves callers that use no subset: they stay in their own locality instead of spreading over ${listText(
              places,
            )}.`,
            fix: 'Move outlierDetection into the trafficPolicy of the subsets, or say what is wanted in loadBalancer.localityLbSetting of the rule.',
          },
        ];
      },
    ),
});
