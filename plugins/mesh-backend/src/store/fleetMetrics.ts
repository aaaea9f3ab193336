import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Clock } from '../Clock';
import { Divergence } from './FleetStore';
import { MeshStore } from './MeshStore';

/** Counts objects that were found to differ from the server's although no error was seen. Anything but 0 is a bug. */
export function countDivergences(
  metrics: MetricsService,
): (divergence: Divergence) => void {
  const counter = metrics.createCounter('mesh.store.divergences', {
    description: 'Objects that were found to differ from the API server',
    unit: '{object}',
  });
  return ({ cluster, kind, objects }) =>
    counter.add(objects, { cluster, kind });
}

/** Tells how long ago each cluster was last heard of. */
export function measureAge(
  metrics: MetricsService,
  { store, clock }: { readonly store: MeshStore; readonly clock: Clock },
): void {
  metrics
    .createObservableGauge('mesh.cluster.age', {
      description: 'Time since the API server of a cluster was last heard of',
      unit: 's',
    })
    .addCallback(result => {
      for (const { name, lastSeen } of store.clusters()) {
        if (lastSeen === undefined) continue;
        const seconds = Math.max(0, clock.now() - lastSeen) / 1000;
        result.observe(seconds, { cluster: name });
      }
    });
}
