import { RotationPlace } from '@meshwise/backstage-plugin-mesh-common';

/** How many namespaces of each cluster hold both roots, in order of the clusters' names. */
export function placesByCluster(places: readonly RotationPlace[]): readonly {
  readonly cluster: string;
  readonly both: number;
  readonly all: number;
}[] {
  const clusters = [...new Set(places.map(({ cluster }) => cluster))].sort();
  return clusters.map(cluster => {
    const here = places.filter(place => place.cluster === cluster);
    const both = here.filter(({ holds }) => holds === 'both').length;
    return { cluster, both, all: here.length };
  });
}
