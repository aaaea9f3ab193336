import { Refusal, TRUST_CARRIERS, TrustRootInput } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';

const TRUST_DOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9._]*[a-z0-9])?$/;

/** What is wrong with the input by itself, besides its certificates. */
export function checkTrustInput(
  { controlPlanes, trustDomains = [], carrier = 'mesh-config' }: TrustRootInput,
  context: PlanContext,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (subject: string, message: string, cure: string) => {
    const text = { subject, message, cure };
    refusals.push(refusal(context, 'invalid-input', text));
  };
  const names = controlPlanes.map(
    ({ cluster, revision }) => `${cluster}/${revision}`,
  );
  if (names.length === 0 || new Set(names).size < names.length) {
    refuse(
      'controlPlanes',
      'No control plane is chosen, or one is chosen twice',
      'Choose at least one control plane, and each of them once.',
    );
  }
  if (!TRUST_CARRIERS.includes(carrier)) {
    refuse(
      'carrier',
      'Roots are not carried in this way',
      `Choose ${TRUST_CARRIERS.join(', ')}.`,
    );
  }
  if (trustDomains.some(domain => !TRUST_DOMAIN.test(domain))) {
    refuse(
      'trustDomains',
      'A trust domain is an exact name in small letters',
      'Write a trust domain such as "mesh.example.com".',
    );
  } else if (trustDomains.length > 0 && carrier !== 'mesh-config') {
    refuse(
      'trustDomains',
      'Only mesh config says for which trust domains a root vouches',
      'Leave the trust domains out, or let mesh config carry the roots.',
    );
  }
  return refusals;
}
