import { Mesh } from '../model/mesh';
import { ObjectRecord } from '../model/record';
import { ServiceRecord } from '../model/records/service';
import { ClusterName } from '../model/refs';
import { ControlPlaneView } from './controlPlaneView';
import { TrafficDistribution } from './localitySetting';
import { VersionProfile } from './versionProfile';

/** Which endpoints a service prefers, as the field of the Service says, the annotation of the Service or ServiceEntry, or that of its Namespace. Reference 5.2. */
export function distributionOf(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  {
    namespace,
    annotations,
    trafficDistribution,
  }: ObjectRecord & Partial<Pick<ServiceRecord, 'trafficDistribution'>>,
): TrafficDistribution | undefined {
  const { profile } = view;
  if (!profile.trafficDistribution) return undefined;
  const key = 'networking.istio.io/traffic-distribution';
  const own =
    distributionInField(trafficDistribution, profile) ??
    distributionInAnnotation(annotations.get(key), profile);
  if (own || !profile.distributionOfNamespace) return own;
  const home = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: namespace,
  });
  return distributionInAnnotation(home?.annotations.get(key), profile);
}

/** The field knows only its own values; an unknown annotation means any, and says so. */
function distributionInField(
  text: string | undefined,
  profile: VersionProfile,
): TrafficDistribution | undefined {
  return distributionsOf(profile).find(value => value === text);
}

function distributionInAnnotation(
  text: string | undefined,
  profile: VersionProfile,
): TrafficDistribution | undefined {
  if (!text) return undefined;
  return (
    distributionsOf(profile).find(
      value => value.toLowerCase() === text.toLowerCase(),
    ) ?? 'any'
  );
}

function distributionsOf({
  sameZoneAndNode,
}: VersionProfile): readonly TrafficDistribution[] {
  return sameZoneAndNode
    ? ['PreferClose', 'PreferSameZone', 'PreferSameNode']
    : ['PreferClose'];
}
