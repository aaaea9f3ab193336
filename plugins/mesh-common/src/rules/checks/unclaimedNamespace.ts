import { TENANT_LABEL } from '../../annotations';
import { Mesh } from '../../model/mesh';
import { defineCheck } from '../check';
import { findingSubject } from '../findingSubject';
import { infrastructure } from '../infrastructure';
import { NamespaceRef, namespaceRefName, namespaces } from '../namespaces';
import {
  PROTECTED_NAMESPACES,
  protectingPattern,
} from '../protectedNamespaces';
import { servingViews } from '../servingViews';

/** Namespaces with workloads that no tenant has claimed. Reference 7.1. */
export const unclaimedNamespace = defineCheck<NamespaceRef>({
  code: 'unclaimed-namespace',
  source: '7.1',
  subjects: mesh =>
    mesh
      .ask(namespaces, undefined)
      .filter(
        ({ cluster, namespace }) =>
          protectingPattern(namespace, PROTECTED_NAMESPACES) === undefined &&
          mesh.ask(servingViews, cluster).length > 0,
      ),
  nameOf: namespaceRefName,
  find(mesh, { cluster, namespace }) {
    const found = mesh.get(cluster, 'Namespace', {
      namespace: '',
      name: namespace,
    });
    const claimed = !found || found.labels.get(TENANT_LABEL);
    if (claimed || !isUsed(mesh, cluster, namespace)) return [];
    if (mesh.ask(infrastructure, { namespace }).length > 0) return [];
    mesh.because(
      { cluster, kind: 'Namespace', namespace: '', name: namespace },
      `metadata.labels["${TENANT_LABEL}"]`,
    );
    return [
      {
        severity: 'warning',
        subject: findingSubject(
          'Namespace',
          { namespace: '', name: namespace },
          [cluster],
        ),
        message: `Namespace ${namespace} in ${cluster} runs workloads and belongs to no tenant: nobody answers for them, and no tenant may onboard that name anywhere.`,
        fix: `Set the label ${TENANT_LABEL} to the team that owns it.`,
      },
    ];
  },
});

function isUsed(mesh: Mesh, cluster: string, namespace: string): boolean {
  return (['Deployment', 'Service', 'Pod'] as const).some(
    kind => mesh.list(cluster, kind, namespace).length > 0,
  );
}
