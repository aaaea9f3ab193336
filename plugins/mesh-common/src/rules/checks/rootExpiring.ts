import { defineCheck } from '../check';
import { findingSubject, listText } from '../findingSubject';
import { TrustRoot, trustRoots } from '../trustRoots';

/** Roots that have ended, or end soon. Reference 7.3. */
export const rootExpiring = defineCheck<TrustRoot>({
  code: 'root-expiring',
  source: '7.3',
  subjects: mesh =>
    mesh
      .ask(trustRoots, undefined)
      .roots.filter(({ expiry }) => expiry !== 'fine' && expiry !== 'unknown'),
  nameOf: ({ certificate, expiry, daysLeft, places }) =>
    JSON.stringify([
      certificate.fingerprint,
      expiry,
      daysLeft,
      places.map(({ cluster, namespaces }) => [cluster, namespaces]),
    ]),
  find(mesh, { certificate, expiry, daysLeft = 0, places }) {
    const { fingerprint, content } = certificate;
    const clusters = places.map(({ cluster }) => cluster);
    for (const { cluster, namespaces } of places) {
      const [namespace] = namespaces;
      if (namespace === undefined) continue;
      // The look-up makes the answer depend on the object that shows the root.
      mesh.list(cluster, 'RootCertificates', namespace);
      mesh.because(
        { cluster, kind: 'ConfigMap', namespace, name: 'istio-ca-root-cert' },
        'data["root-cert.pem"]',
        fingerprint.slice(0, 16),
      );
    }
    const name = content?.subject ?? fingerprint;
    const end = new Date(content?.notAfter ?? 0).toISOString().slice(0, 10);
    const when =
      expiry === 'expired'
        ? `ended on ${end}: nothing that it signed is accepted any more`
        : `ends on ${end}, in ${daysLeft} days: after that nothing that it signed is accepted`;
    return [
      {
        severity: expiry === 'warning' ? 'warning' : 'error',
        subject: findingSubject(
          'Certificate',
          { namespace: '', name },
          clusters,
        ),
        message: `The root ${name}, trusted in ${listText(clusters)}, ${when}.`,
        fix: 'Rotate the root in stages: first trust both, then sign with the new one, then drop the old one.',
      },
    ];
  },
});
