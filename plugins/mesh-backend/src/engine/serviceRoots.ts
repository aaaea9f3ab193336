import {
  Answer,
  answer,
  ClusterName,
  RootPlace,
  ServiceRoot,
  ServiceRootPlace,
  trustRoots,
} from '@meshwise/backstage-plugin-mesh-common';
import { withoutHidden } from './joinAnswers';
import type { ServiceQuestion, ServiceScope } from './serviceScope';

/** Roots that are trusted in some clusters, and whether the workloads in the service's own namespace start with them. */
export function serviceRoots(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
  clusters: readonly ClusterName[],
): Answer<readonly ServiceRoot[]> {
  const found = answer(snapshot, trustRoots, undefined, memo);
  const { roots, unseen } = found.value;
  const own = (place: RootPlace): ServiceRootPlace['own'] => {
    if (place.namespaces.includes(service.namespace)) return 'holds';
    if (place.without.includes(service.namespace)) return 'lacks';
    return unseen.includes(place.cluster) ? 'unknown' : 'no-bundle';
  };
  const value = roots
    .map(
      ({ certificate, places }): ServiceRoot => ({
        certificate,
        places: places
          .filter(({ cluster }) => clusters.includes(cluster))
          .map(place => ({
            cluster: place.cluster,
            own: own(place),
            namespaces: place.namespaces.length,
            without: place.without.length,
            clusterTrustBundles: place.clusterTrustBundles,
            meshConfigs: place.meshConfigs,
          })),
      }),
    )
    .filter(({ places }) => places.length > 0);
  const gaps = found.gaps.filter(({ cluster }) => clusters.includes(cluster));
  return withoutHidden({ ...found, gaps, value }, scope);
}
