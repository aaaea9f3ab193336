import { Memo } from '../../model/memo';
import { serviceKey } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { endpoints } from '../../rules/endpoints';
import { localityParts } from '../../rules/localityGroup';
import { LocalityFailoverInput } from '../plan';
import { DEFAULT_EJECTION } from '../manifests/failoverRule';
import { Outcomes } from './outcomes';
import { SteeredService } from './steeredService';

/** What the reader of a failover plan must know. */
export function failoverNotes(options: {
  readonly snapshot: Snapshot;
  readonly steered: SteeredService;
  readonly input: LocalityFailoverInput;
  readonly outcomes: Outcomes;
  readonly memo: Memo;
}): readonly string[] {
  const { steered, input } = options;
  const { service } = steered;
  const ejection = { ...DEFAULT_EJECTION, ...input.outlierDetection };
  return [
    `A host that fails ${
      ejection.consecutive5xxErrors
    } times in a row is left alone for ${
      ejection.baseEjectionSeconds
    } seconds, longer each time. Up to ${
      ejection.maxEjectionPercent
    } percent of all hosts may be left alone at once; if every host of ${serviceKey(
      service,
    )} fails, calls are answered with 503 until the first of them is tried again.`,
    `From now on callers stay in their own zone and region while its hosts are well.`,
    ...capacityNotes(options),
    ...withoutRule(options),
    ...hidden(options),
  ];
}

function capacityNotes({
  snapshot,
  steered: { service },
  input,
  memo,
}: Parameters<typeof failoverNotes>[0]): readonly string[] {
  const { value } = answer(snapshot, endpoints, { service }, memo);
  const localities = value.clusters.flatMap(part => part.localities);
  const readyIn = (region: string) =>
    localities
      .filter(({ locality }) => localityParts(locality)[0] === region)
      .reduce((sum, { ready }) => sum + ready, 0);
  const all = value.clusters.reduce((sum, { ready }) => sum + ready, 0);
  return input.failover.map(({ from, to }) => {
    const left = readyIn(to);
    const few =
      left * 2 < all
        ? ' That is less than half; make sure that they can carry it.'
        : '';
    return `When ${from} fails, its callers use the ${left} ready endpoints in ${to} instead of all ${all} of today.${few}`;
  });
}

function withoutRule({
  steered: { service, groups, sites },
  outcomes,
}: Parameters<typeof failoverNotes>[0]): readonly string[] {
  const [{ host }] = sites;
  const left = groups.filter(
    group => outcomes.inForce(group, service, host) !== 'in-force',
  );
  if (left.length === 0) return [];
  const namespaces = [...new Set(left.map(({ namespace }) => namespace))];
  return [
    `Callers in ${namespaces
      .sort()
      .join(
        ', ',
      )} do not get the rule and stay as they are: a rule of their own comes first, or it is not exported to them.`,
  ];
}

/** Settings of the mesh and of the service that the rule replaces (reference 5.2). */
function hidden({
  snapshot,
  steered: { service },
}: Parameters<typeof failoverNotes>[0]): readonly string[] {
  const distributed = snapshot.clusterNames.some(cluster => {
    const known = snapshot.view(cluster, 'Service')?.table.get(service);
    return (
      known?.trafficDistribution ??
      known?.annotations.get('networking.istio.io/traffic-distribution')
    );
  });
  return distributed
    ? ['The rule replaces the traffic distribution of the service.']
    : [];
}
