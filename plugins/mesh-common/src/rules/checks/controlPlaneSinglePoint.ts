import { defineCheck } from '../check';
import { findingSubject } from '../findingSubject';
import { isSeen } from '../isSeen';
import { Istiod, istiods } from '../istiods';

/** Control planes with a single replica that nothing replaces. Reference 1.5, 10.5. */
export const controlPlaneSinglePoint = defineCheck<Istiod>({
  code: 'control-plane-single-point',
  source: '10.5',
  subjects: mesh =>
    mesh.clusters().flatMap(cluster => mesh.ask(istiods, cluster)),
  nameOf: ({ cluster, namespace, deployment }) =>
    `${cluster}/${namespace}/${deployment}`,
  find(mesh, { cluster, namespace, deployment }) {
    const all = mesh.ask(istiods, cluster);
    const istiod = all.find(
      item => item.namespace === namespace && item.deployment === deployment,
    );
    // Another control plane in the cluster could take its workloads over: it is a standby, or has one.
    if (!istiod || istiod.replicas > 1 || all.length > 1) return [];
    const key = { namespace, name: deployment };
    if (!isSeen(mesh, [cluster], ['HorizontalPodAutoscaler'])) return [];
    if (mesh.get(cluster, 'HorizontalPodAutoscaler', key)) return [];
    mesh.because(
      { cluster, kind: 'Deployment', ...key },
      'spec.replicas',
      String(istiod.replicas),
    );
    return [
      {
        severity: 'warning',
        subject: findingSubject('ControlPlane', key, [cluster]),
        message: `Control plane ${namespace}/${deployment} in ${cluster} has ${
          istiod.replicas === 0 ? 'no replica' : 'one replica'
        } and no autoscaler: while it is away, no pod can start and no change reaches a proxy.`,
        fix: 'Run at least two replicas on different nodes, with a PodDisruptionBudget.',
      },
    ];
  },
});
