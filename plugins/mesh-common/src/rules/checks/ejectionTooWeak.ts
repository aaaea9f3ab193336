import { Mesh } from '../../model/mesh';
import { RecordKey, recordKey } from '../../model/record';
import { OutlierDetection } from '../../model/trafficPolicy';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { ControlPlaneView } from '../controlPlaneView';
import { endpoints } from '../endpoints';
import { policiesOf } from '../failoverPolicies';
import { FindingDraft } from '../finding';
import { findingSubject } from '../findingSubject';
import { fullHost } from '../hosts';
import { GATEWAY_KINDS, isSeen, watchedBy } from '../isSeen';
import { networksOf } from '../knownNetworks';
import { networkGateways } from '../networkGateways';
import { outlierEjection } from '../outlierEjection';
import { serviceOfHost } from '../serviceOfHost';

/** DestinationRules whose outlier detection may not eject as many endpoints as one place has, so its silent death is never noticed. Reference 5.6. */
export const ejectionTooWeak = defineCheck<RecordKey>({
  code: 'ejection-too-weak',
  source: '5.6',
  subjects: mesh => configKeys(mesh, 'DestinationRule'),
  nameOf: recordKey,
  find(mesh, key) {
    const weak = configObjects(mesh, 'DestinationRule', key).flatMap(
      ({ cluster, record, views: [view] }) => {
        const limited = policiesOf(record).filter(({ blocks }) =>
          isLimited(blocks.outlierDetection),
        );
        if (limited.length === 0) return [];
        const host = fullHost(record.host, record.namespace, view.domain);
        const places = hostsByPlace(mesh, view, host);
        if (places.length < 2) return [];
        const total = places.reduce((sum, { hosts }) => sum + hosts, 0);
        const [largest] = [...places].sort((a, b) => b.hosts - a.hosts);
        return limited
          .map(({ field, blocks: { outlierDetection } }) => {
            const ejection = outlierEjection(outlierDetection, total);
            const atMost = ejection.code === 'off' ? 0 : ejection.atMost;
            return { cluster, host, largest, total, atMost, field };
          })
          .filter(({ atMost }) => atMost < largest.hosts)
          .slice(0, 1);
      },
    );
    return weak.map(
      ({ cluster, host, largest, total, atMost, field }): FindingDraft => {
        mesh.because(
          { cluster, kind: 'DestinationRule', ...key },
          `${field}.outlierDetection.maxEjectionPercent`,
          `at most ${atMost} of ${total}`,
        );
        return {
          severity: 'warning',
          subject: findingSubject('DestinationRule', key, [cluster]),
          message: `DestinationRule ${recordKey(
            key,
          )} in ${cluster} may eject at most ${atMost} of the ${total} endpoints of ${host}, but ${
            largest.place
          } has ${
            largest.hosts
          }: if all of them stop answering without becoming unready, callers keep trying them.`,
          fix: 'Set maxEjectionPercent to 100 in its outlierDetection.',
        };
      },
    );
  },
});

/** Whether outlier detection is there and may eject less than everything. */
function isLimited(detection: OutlierDetection | undefined): boolean {
  if (!detection) return false;
  const all = outlierEjection(detection, 100);
  return all.code === 'off' || all.atMost < 100;
}

interface Place {
  readonly place: string;
  readonly hosts: number;
}

/** What a caller of the config cluster has in its endpoint list: by cluster, where a gateway stands for all behind it; in a single cluster, by locality. */
function hostsByPlace(
  mesh: Mesh,
  view: ControlPlaneView,
  host: string,
): readonly Place[] {
  const service = serviceOfHost(host, view.domain);
  if (!service || !isSeen(mesh, watchedBy(view), GATEWAY_KINDS)) return [];
  const parts = mesh.ask(endpoints, { service }).clusters;
  const networks = networksOf(mesh, view);
  const own =
    networks.find(({ cluster }) => cluster === view.configCluster)?.network ??
    '';
  const gateways = mesh.ask(networkGateways, view.key);
  const places = networks.flatMap(({ cluster, network }): Place[] => {
    const ready = parts.find(part => part.cluster === cluster)?.ready ?? 0;
    if (ready === 0) return [];
    const behind = gateways.filter(gateway => gateway.network === network);
    const direct =
      network === '' ||
      network === own ||
      (own === '' && !view.profile.gatewaysWithoutNetwork);
    const hosts = direct || behind.length === 0 ? ready : behind.length;
    return [{ place: cluster, hosts }];
  });
  if (places.length !== 1) return places;
  const alone = parts.find(({ cluster }) => cluster === places[0].place);
  return (alone?.localities ?? [])
    .filter(({ ready }) => ready > 0)
    .map(({ locality, ready }) => ({
      place: locality || 'no locality',
      hosts: ready,
    }));
}
