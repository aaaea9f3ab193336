import { resolve } from 'node:path';
import {
  Change,
  Snapshot,
  snapshotOf,
} from '@meshwise/backstage-plugin-mesh-common';
import { Authority } from '../Authority';
import { KubernetesObject } from '../kubernetesObject';
import { loadFleet } from '../fleet/loadFleet';
import { materialise } from '../fleet/materialise';
import { fillPlaceholders } from '../fleet/placeholders';

const NOW = new Date('2026-03-10T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

/** The example clusters as their API servers would show them. */
export async function exampleFleet(): Promise<Snapshot> {
  const fleet = await loadFleet(
    resolve(__dirname, '../../../../examples/clusters'),
  );
  const roots = new Map(
    await Promise.all(
      [...fleet.roots].map(async ([name, { validDays, ...subject }]) => {
        const authority = await Authority.createRoot({
          ...subject,
          notBefore: new Date(NOW.getTime() - DAY),
          notAfter: new Date(NOW.getTime() + validDays * DAY),
        });
        return [name, authority.certificate] as const;
      }),
    ),
  );
  const clusters = fleet.clusters.map(cluster => {
    const objects = fillPlaceholders(cluster.objects, {
      roots,
      now: NOW,
    }) as readonly KubernetesObject[];
    const seeds = materialise({ ...cluster, objects, now: NOW });
    return [cluster.name, seeds.map(({ object }) => object)] as const;
  });
  const snapshot = snapshotOf({
    clusters: new Map(clusters),
    at: NOW.getTime(),
  });
  return snapshot.with(...withoutLinks(snapshot));
}

/** A folder without remote Secrets says that nobody watches anybody. Of live clusters nobody tells, because no Secret is read. */
function withoutLinks(snapshot: Snapshot): readonly Change[] {
  return snapshot.clusterNames.flatMap(cluster =>
    (snapshot.view(cluster, 'ClusterLinks')?.table.list() ?? []).map(
      ({ namespace, name }) => ({
        code: 'delete' as const,
        kind: 'ClusterLinks' as const,
        cluster,
        namespace,
        name,
      }),
    ),
  );
}
