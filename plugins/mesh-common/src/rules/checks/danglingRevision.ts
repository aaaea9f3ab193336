import { defineCheck } from '../check';
import { findingSubject } from '../findingSubject';
import { injectionFaults } from '../injectionFaults';
import { namespaceControl } from '../namespaceControl';
import { NamespaceRef, namespaceRefName } from '../namespaces';

/** Namespaces that ask for a revision or tag that no webhook answers to. Reference 2.2. */
export const danglingRevision = defineCheck<NamespaceRef>({
  code: 'dangling-revision',
  source: '2.2',
  subjects: mesh => mesh.ask(injectionFaults, undefined),
  nameOf: namespaceRefName,
  find(mesh, { cluster, namespace }) {
    const { owner } = mesh.ask(namespaceControl, { cluster, namespace });
    if (owner.code !== 'dangling-revision') return [];
    return [
      {
        severity: 'error',
        subject: findingSubject(
          'Namespace',
          { namespace: '', name: namespace },
          [cluster],
        ),
        message: `Namespace ${namespace} in ${cluster} asks for revision ${owner.revision}, which nothing serves: its new pods get no sidecar.`,
        fix: 'Set the label istio.io/rev to a revision or tag that exists, or remove it.',
      },
    ];
  },
});
