import { defineCheck } from '../check';
import { findingSubject, listText } from '../findingSubject';
import { injectionFaults } from '../injectionFaults';
import { namespaceControl } from '../namespaceControl';
import { NamespaceRef, namespaceRefName } from '../namespaces';

/** Namespaces whose pods several control planes would inject. Reference 2.1. */
export const webhooksConflict = defineCheck<NamespaceRef>({
  code: 'webhooks-conflict',
  source: '2.1',
  subjects: mesh => mesh.ask(injectionFaults, undefined),
  nameOf: namespaceRefName,
  find(mesh, { cluster, namespace }) {
    const { owner } = mesh.ask(namespaceControl, { cluster, namespace });
    if (owner.code !== 'conflict') return [];
    return [
      {
        severity: 'error',
        subject: findingSubject(
          'Namespace',
          { namespace: '', name: namespace },
          [cluster],
        ),
        message: `Pods of namespace ${namespace} in ${cluster} would be injected by ${listText(
          owner.webhooks.map(({ name }) => name),
        )}: all are called, and the last one tends to win.`,
        fix: 'Leave one of them: remove the label that selects the other, or delete the webhook of a control plane that is gone.',
      },
    ];
  },
});
