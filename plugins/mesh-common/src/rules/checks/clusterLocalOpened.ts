import { Mesh } from '../../model/mesh';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import { builtInPatterns, isClusterLocal } from '../clusterLocal';
import { clusterLocalOf, discoveryHost } from '../clusterLocalOf';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from '../controlPlaneView';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { hostSubsetOf, isWildcard } from '../hosts';

/** Exceptions for single hosts that remove a built-in decision as a whole, so that all other hosts under it span clusters too. Reference 3.8, point 1. */
export const clusterLocalOpened = defineCheck<ControlPlaneKey>({
  code: 'cluster-local-opened',
  source: '3.8',
  subjects: mesh => mesh.ask(allViews, undefined).map(({ key }) => key),
  nameOf: controlPlaneName,
  find(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view || view.registries.length < 2) return [];
    return builtInPatterns({
      domain: view.domain,
      discoveryHost: discoveryHost(view),
    })
      .filter(isWildcard)
      .flatMap(pattern => openedBy(mesh, view, pattern));
  },
});

function openedBy(
  mesh: Mesh,
  view: ControlPlaneView,
  pattern: string,
): readonly FindingDraft[] {
  const { key, namespace, revision, settings } = view;
  const exceptions = settings.clusterLocal
    .filter(({ host, clusterLocal }) => !clusterLocal && host !== pattern)
    .map(({ host }) => host)
    .filter(host => hostSubsetOf(host, pattern));
  const isMeant = settings.clusterLocal.some(
    ({ host, clusterLocal }) => !clusterLocal && host === pattern,
  );
  if (exceptions.length === 0 || isMeant) return [];
  if (isClusterLocal(pattern, mesh.ask(clusterLocalOf, key))) return [];
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  mesh.because(
    { cluster: key.cluster, kind: 'ConfigMap', namespace, name },
    'data.mesh serviceSettings',
    `clusterLocal: false for ${exceptions.join()}`,
  );
  return [
    {
      severity: 'warning',
      subject: findingSubject(
        'ControlPlane',
        { namespace, name: key.deployment },
        [key.cluster],
      ),
      message: `The exception for ${listText(
        exceptions,
      )} in the mesh config of ${namespace}/${key.deployment} in ${
        key.cluster
      } opens all of ${pattern}: calls to every service there go to all clusters.`,
      fix: `Add ${pattern} with clusterLocal: true to serviceSettings, so that only the exception is left open.`,
    },
  ];
}
