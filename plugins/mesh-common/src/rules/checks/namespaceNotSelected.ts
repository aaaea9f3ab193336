import { ClusterName } from '../../model/refs';
import { defineCheck } from '../check';
import { discoveryTenancy } from '../discoveryTenancy';
import { findingSubject } from '../findingSubject';

/** Namespaces that a control plane injects and whose objects it does not read. Reference 2.5. */
export const namespaceNotSelected = defineCheck<ClusterName>({
  code: 'namespace-not-selected',
  source: '2.5',
  subjects: mesh => mesh.clusters(),
  nameOf: cluster => cluster,
  find: (mesh, cluster) =>
    mesh
      .ask(discoveryTenancy, cluster)
      .flatMap(({ controlPlane, ownedUnselected }) =>
        ownedUnselected.map(namespace => {
          mesh.because(
            { cluster, kind: 'Namespace', namespace: '', name: namespace },
            'metadata.labels',
          );
          const name = `${controlPlane.namespace}/${controlPlane.deployment}`;
          return {
            severity: 'error' as const,
            subject: findingSubject(
              'Namespace',
              { namespace: '', name: namespace },
              [cluster],
            ),
            message: `Control plane ${name} injects pods of namespace ${namespace} in ${cluster}, but its discoverySelectors do not select it: the proxies get no services, and new pods wait for roots that nobody writes.`,
            fix: 'Give the Namespace the labels that discoverySelectors ask for, or another control plane.',
          };
        }),
      ),
});
