import { defineCheck } from '../check';
import { findingSubject, listText } from '../findingSubject';
import { partyName, trustParties, TrustParty } from '../trustParties';

/** Namespaces of one control plane that hold different roots. Reference 7.3. */
export const bundlesDiffer = defineCheck<TrustParty>({
  code: 'bundles-differ',
  source: '7.3',
  subjects: mesh =>
    mesh
      .ask(trustParties, undefined)
      .filter(({ bundles }) => bundles.length > 1),
  nameOf: party =>
    JSON.stringify([
      partyName(party),
      party.bundles.map(({ certificates, namespaces }) => [
        namespaces,
        certificates.map(({ fingerprint }) => fingerprint),
      ]),
    ]),
  find(mesh, { cluster, controlPlanes, bundles }) {
    for (const { namespaces, certificates } of bundles) {
      const [namespace] = namespaces;
      mesh.list(cluster, 'RootCertificates', namespace);
      mesh.because(
        { cluster, kind: 'ConfigMap', namespace, name: 'istio-ca-root-cert' },
        'data["root-cert.pem"]',
        certificates.map(({ fingerprint }) => fingerprint.slice(0, 16)).join(),
      );
    }
    const [{ namespace, deployment }] = controlPlanes;
    return [
      {
        severity: 'warning',
        subject: findingSubject(
          'ControlPlane',
          { namespace, name: deployment },
          [cluster],
        ),
        message: `Workloads of ${namespace}/${deployment} in ${cluster} start with ${
          bundles.length
        } different sets of roots: ${bundles
          .map(
            ({ certificates, namespaces }) =>
              `${certificates.length} in ${listText(namespaces)}`,
          )
          .join('; ')}.`,
        fix: 'Wait if a rotation is under way; otherwise find the second control plane or controller that writes istio-ca-root-cert.',
      },
    ];
  },
});
