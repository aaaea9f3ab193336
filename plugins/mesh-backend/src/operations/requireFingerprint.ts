import { X509Certificate } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { Approval, Plan } from '@meshwise/backstage-plugin-mesh-common';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Throws unless whoever approves a root has its fingerprint from its owner, and not from the plan (T27). */
export function requireFingerprint(
  plan: Plan | undefined,
  approval: Approval,
): void {
  if (plan?.intent !== 'trust-root') return;
  const given = (approval.fingerprint ?? '').replaceAll(':', '').toLowerCase();
  const certificates = plan.parameters.certificates.match(CERTIFICATE) ?? [];
  const known = certificates.map(pem =>
    new X509Certificate(pem).fingerprint256
      .replaceAll(':', '')
      .toLowerCase()
      .slice(-8),
  );
  if (known.includes(given)) return;
  throw new InputError(
    'The fingerprint is not that of the new root. Ask the owner of the root for the last 8 hex digits of its SHA-256 fingerprint.',
  );
}
