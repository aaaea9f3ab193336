import { ClusterName } from '../../model/refs';
import { defineCheck } from '../check';
import { findingSubject } from '../findingSubject';
import { NamespaceRef, namespaceRefName } from '../namespaces';

const MEMBER_OF = 'maistra.io/member-of';

/** Namespaces that a member roll of OpenShift Service Mesh 2 lists and whose label names another control plane, or none. Reference 2.8. */
export const memberInTransition = defineCheck<
  NamespaceRef & { readonly roll: string }
>({
  code: 'member-in-transition',
  source: '2.8',
  subjects: mesh =>
    mesh
      .clusters()
      .flatMap((cluster: ClusterName) =>
        mesh
          .list(cluster, 'ServiceMeshMemberRoll')
          .flatMap(({ namespace: roll, members, configuredMembers }) =>
            [...new Set([...members, ...configuredMembers])]
              .filter(member => !member.includes('*'))
              .map(member => ({ cluster, namespace: member, roll })),
          ),
      ),
  nameOf: subject => `${namespaceRefName(subject)} ${subject.roll}`,
  find(mesh, { cluster, namespace, roll }) {
    const found = mesh.get(cluster, 'Namespace', {
      namespace: '',
      name: namespace,
    });
    const label = found?.labels.get(MEMBER_OF);
    if (!found || label === roll) return [];
    const listed = mesh
      .list(cluster, 'ServiceMeshMemberRoll', roll)
      .find(
        item =>
          item.members.includes(namespace) ||
          item.configuredMembers.includes(namespace),
      );
    if (!listed) return [];
    mesh.because(
      { cluster, kind: 'Namespace', namespace: '', name: namespace },
      `metadata.labels["${MEMBER_OF}"]`,
      label,
    );
    mesh.because(
      {
        cluster,
        kind: 'ServiceMeshMemberRoll',
        namespace: roll,
        name: listed.name,
      },
      'spec.members',
      namespace,
    );
    return [
      {
        severity: 'warning',
        subject: findingSubject(
          'Namespace',
          { namespace: '', name: namespace },
          [cluster],
        ),
        message: `The member roll of ${roll} in ${cluster} lists namespace ${namespace}, whose label names ${
          label ?? 'no control plane'
        }: it is between two control planes, and only the label counts.`,
        fix: `Remove ${namespace} from the roll that it has left, or wait until the operator has moved it.`,
      },
    ];
  },
});
